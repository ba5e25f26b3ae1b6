package io.starlingdb.node.data;

import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import net.openhft.hashing.LongHashFunction;
import org.jspecify.annotations.Nullable;

/**
 * A partition of two rows of a {@code last_write_wins} table, with deletions of the partition and of ranges: deltas arrive in any
 * order, single entries are joined, covered rows are swept, needless range deletions dropped. Nobody may see what is deleted among
 * what he has; who has everything sees exactly what timestamps say.
 */
final class PartitionWorld implements Explorer.World<PartitionWorld> {
    private static final byte[] PARTITION = {1};

    /** A kind of write: what it does, and to which rows. */
    enum Act {
        SET_A(new byte[] {1}, null),
        SET_B(new byte[] {2}, null),
        DELETE_A(new byte[] {1}, Slice.of(new byte[] {1})),
        DELETE_RANGE(null, Slice.ALL),
        DELETE_PARTITION(null, null);

        private final byte @Nullable [] row;
        private final @Nullable Slice slice;

        Act(byte @Nullable [] row, @Nullable Slice slice) {
            this.row = row;
            this.slice = slice;
        }

        private Mutation mutation(@Nullable Long timestamp) {
            List<RowChange> rows = new ArrayList<>();
            if (row != null && slice == null) {
                ColumnChange value = new ColumnChange(0, ColumnChange.Op.SET, null, new byte[] {1});
                rows.add(new RowChange(false, row, false, RowChange.Removal.NONE, 0, List.of(value)));
            }
            List<Slice> slices = slice == null ? List.of() : List.of(slice);
            return new Mutation(1, PARTITION, 0, timestamp, 0, null, 0, this == DELETE_PARTITION, slices, rows);
        }

        private boolean deletes(byte[] clustering) {
            return this == DELETE_PARTITION || (slice != null && slice.contains(clustering));
        }

        private boolean sets(byte[] clustering) {
            return slice == null && row != null && row[0] == clustering[0];
        }
    }

    /** A write that was issued. */
    record Write(Act act, Delta delta) {
        /** The entry that says what the write does; a range deletion also leaves its dot in the header. */
        RowKey key() {
            return delta.rows().get(delta.rows().size() - 1).key();
        }
    }

    /** One replica: its entries, and which writes it has joined. */
    record Replica(TreeMap<RowKey, Row> entries, int have) {}

    private final List<Act> acts;
    private final int writesMax;
    private final @Nullable Long clientTimestamp;
    private final List<Replica> replicas;
    private final List<Write> writes;
    private final String event;
    private final @Nullable PartitionWorld before;

    PartitionWorld(List<Act> acts, int replicas, int writesMax, @Nullable Long clientTimestamp) {
        this(
                acts,
                writesMax,
                clientTimestamp,
                Collections.nCopies(replicas, new Replica(new TreeMap<>(), 0)),
                List.of(),
                "",
                null);
    }

    private PartitionWorld(
            List<Act> acts,
            int writesMax,
            @Nullable Long clientTimestamp,
            List<Replica> replicas,
            List<Write> writes,
            String event,
            @Nullable PartitionWorld before) {
        this.acts = acts;
        this.writesMax = writesMax;
        this.clientTimestamp = clientTimestamp;
        this.replicas = replicas;
        this.writes = writes;
        this.event = event;
        this.before = before;
    }

    @Override
    public String event() {
        return event;
    }

    @Override
    public @Nullable PartitionWorld before() {
        return before;
    }

    @Override
    public List<PartitionWorld> next() {
        List<PartitionWorld> next = new ArrayList<>();
        boolean fresh = false;
        for (int i = 0; i < replicas.size(); i++) {
            boolean unused = replicas.get(i).have() == 0;
            if (unused && fresh) {
                continue;
            }
            fresh |= unused;
            issue(i, next);
            deliver(i, next);
            joinEntries(i, next);
            sweep(i, next);
        }
        return next;
    }

    private void issue(int i, List<PartitionWorld> next) {
        if (writes.size() == writesMax) {
            return;
        }
        for (Act act : acts) {
            next.add(issue(i, act, null));
            if (clientTimestamp != null) {
                next.add(issue(i, act, clientTimestamp));
            }
        }
    }

    private PartitionWorld issue(int i, Act act, @Nullable Long timestamp) {
        Replica replica = replicas.get(i);
        CurrentRows rows = new CurrentRows() {
            @Override
            public @Nullable Row get(RowKey key) {
                return replica.entries().get(key);
            }

            @Override
            public List<RowKey> rowsIn(Slice slice) {
                throw new AssertionError("nobody may ask on this table");
            }
        };
        long stamp = 10 + 2L * writes.size();
        Delta delta = Issuer.issue(act.mutation(timestamp), rows, ConflictMode.LAST_WRITE_WINS, i, stamp, 0, 0);
        TreeMap<RowKey, Row> entries = new TreeMap<>(replica.entries());
        for (RowDelta part : delta.rows()) {
            Row mine = entries.get(part.key());
            put(entries, part.key(), Join.issue(mine, part, ConflictMode.LAST_WRITE_WINS, 0, JoinObserver.NONE));
        }
        List<Write> all = new ArrayList<>(writes);
        all.add(new Write(act, delta));
        String text = "replica " + i + " issues " + delta.dot() + " " + act
                + (timestamp == null ? "" : " at timestamp " + timestamp);
        return with(i, new Replica(entries, replica.have() | 1 << writes.size()), all, text);
    }

    private void deliver(int i, List<PartitionWorld> next) {
        for (int k = 0; k < writes.size(); k++) {
            Replica replica = replicas.get(i);
            TreeMap<RowKey, Row> entries = new TreeMap<>(replica.entries());
            for (RowDelta part : writes.get(k).delta().rows()) {
                Row mine = entries.get(part.key());
                put(entries, part.key(), Join.join(mine, part, ConflictMode.LAST_WRITE_WINS, JoinObserver.NONE));
            }
            Replica after = new Replica(entries, replica.have() | 1 << k);
            next.add(with(
                    i,
                    after,
                    writes,
                    "replica " + i + " gets " + writes.get(k).delta().dot()));
        }
    }

    private void joinEntries(int i, List<PartitionWorld> next) {
        Replica replica = replicas.get(i);
        for (int j = 0; j < replicas.size(); j++) {
            for (var entry : replicas.get(j).entries().entrySet()) {
                if (i == j) {
                    continue;
                }
                RowKey key = entry.getKey();
                TreeMap<RowKey, Row> entries = new TreeMap<>(replica.entries());
                put(
                        entries,
                        key,
                        Join.join(entries.get(key), entry.getValue(), ConflictMode.LAST_WRITE_WINS, JoinObserver.NONE));
                int have = replica.have();
                for (int k = 0; k < writes.size(); k++) {
                    // An entry that was dropped as needless, and came back, knows less than its replica.
                    Write write = writes.get(k);
                    boolean here = write.key().equals(key)
                            && entry.getValue().vector().contains(write.delta().dot());
                    have |= here ? 1 << k : 0;
                }
                next.add(with(i, new Replica(entries, have), writes, "replica " + i + " joins " + key + " of " + j));
            }
        }
    }

    private static void put(TreeMap<RowKey, Row> entries, RowKey key, Row row) {
        entries.put(key, row);
        List<Entry> ranges = rangeDeletions(entries);
        if (key.kind() == EntryKind.RANGE_DELETION) {
            RangeDeletions.madeNeedless(new Entry(key, row), ranges).forEach(entries::remove);
        }
    }

    private static List<Entry> rangeDeletions(TreeMap<RowKey, Row> entries) {
        List<Entry> ranges = new ArrayList<>();
        entries.forEach((key, row) -> {
            if (key.kind() == EntryKind.RANGE_DELETION) {
                ranges.add(new Entry(key, row));
            }
        });
        return ranges;
    }

    private static Shadow shadow(TreeMap<RowKey, Row> entries) {
        return Shadow.of(entries.get(RowKey.header(1, 0, PARTITION)), rangeDeletions(entries));
    }

    private void sweep(int i, List<PartitionWorld> next) {
        Replica replica = replicas.get(i);
        Shadow shadow = shadow(replica.entries());
        TreeMap<RowKey, Row> entries = new TreeMap<>(replica.entries());
        entries.replaceAll((key, row) ->
                key.kind() == EntryKind.ROW ? Settling.sweep(row, shadow.deletedUpTo(key.clustering())) : row);
        if (!entries.equals(replica.entries())) {
            next.add(with(i, new Replica(entries, replica.have()), writes, "replica " + i + " sweeps"));
        }
    }

    private PartitionWorld with(int i, Replica after, List<Write> all, String text) {
        List<Replica> changed = new ArrayList<>(replicas);
        changed.set(i, after);
        return new PartitionWorld(acts, writesMax, clientTimestamp, changed, all, text, this);
    }

    @Override
    public @Nullable String wrong() {
        int all = (1 << writes.size()) - 1;
        for (int i = 0; i < replicas.size(); i++) {
            Replica replica = replicas.get(i);
            TreeSet<String> seen = visible(replica);
            // Before its deletion arrives, a row that was swept elsewhere may show an older value, but never a deleted
            // one.
            TreeSet<String> allowed = values(replica.have(), replica.have() == all);
            if (replica.have() == all ? !seen.equals(allowed) : !allowed.containsAll(seen)) {
                return "replica " + i + " with " + Integer.toBinaryString(replica.have()) + " must see " + allowed
                        + ", sees " + seen + "\n  " + replica.entries();
            }
        }
        return null;
    }

    private static TreeSet<String> visible(Replica replica) {
        TreeSet<String> seen = new TreeSet<>();
        Shadow shadow = shadow(replica.entries());
        replica.entries().forEach((key, row) -> {
            for (int i = 0; key.kind() == EntryKind.ROW && i < row.cellCount(); i++) {
                Cell cell = row.cellAt(i);
                if (CellOrder.standing(cell) > shadow.deletedUpTo(key.clustering())) {
                    seen.add(key.clustering()[0] + " by " + cell.dot());
                }
            }
        });
        return seen;
    }

    /** The values that no deletion in {@code have} covers: all of them, or only the latest of each row. */
    private TreeSet<String> values(int have, boolean latestAlone) {
        TreeSet<String> values = new TreeSet<>();
        for (byte row = 1; row <= 2; row++) {
            byte[] clustering = {row};
            long deletedTo = Long.MIN_VALUE;
            for (int k = 0; k < writes.size(); k++) {
                if ((have >> k & 1) != 0 && writes.get(k).act().deletes(clustering)) {
                    deletedTo = Math.max(deletedTo, writes.get(k).delta().timestamp());
                }
            }
            Write latest = null;
            for (int k = 0; k < writes.size(); k++) {
                Write write = writes.get(k);
                long timestamp = write.delta().timestamp();
                boolean stays = (have >> k & 1) != 0 && write.act().sets(clustering) && timestamp > deletedTo;
                if (stays && !latestAlone) {
                    values.add(row + " by " + write.delta().dot());
                } else if (stays
                        && (latest == null || timestamp >= latest.delta().timestamp())) {
                    latest = write;
                }
            }
            if (latest != null) {
                values.add(row + " by " + latest.delta().dot());
            }
        }
        return values;
    }

    @Override
    public long fingerprint() {
        WireWriter out = new WireWriter(512);
        for (Replica replica : replicas) {
            out.varint(replica.have());
            out.count(replica.entries().size());
            replica.entries().forEach((key, row) -> {
                DataCodec.writeKey(key, out);
                RowWriter.write(row, out, true);
            });
        }
        for (Write write : writes) {
            out.u8(write.act().ordinal());
            DataCodec.writeDelta(write.delta(), out);
        }
        return LongHashFunction.xx3().hashBytes(out.toByteArray());
    }
}
