package io.starlingdb.node.snapshot;

import io.starlingdb.node.data.CorruptRowException;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.Join;
import io.starlingdb.node.data.JoinObserver;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowCodec;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Settling;
import io.starlingdb.node.data.Shadow;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.storage.EngineCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table as all snapshots together have them, in the order of storage. Copies of an entry are joined, so what one replica had deleted and another had not heard of is
 * deleted, even if it had purged what it was deleted by (snapshots are seconds apart: see {@link Manifest#settled}); what a deletion of the partition or a range covers is left out. Of a node only what it owned is taken: what it had given away, and not erased yet, others may have deleted since.
 *
 * <p>In memory are one chunk, and the range deletions of one partition. For one thread at a time; reads wait for the disk.
 */
final class MergedRows {
    private static final int CHUNK_ROWS_MAX = 64;
    private static final int CHUNK_BYTES_MAX = 256 << 10;

    /**
     * One snapshot's entries.
     *
     * @param owned whether its node owned the token when it was taken
     * @param settled up to which stamp a token's rows were settled then, in µs
     */
    record Source(EngineCursor cursor, LongPredicate owned, LongUnaryOperator settled) {}

    private final List<Source> sources;
    private final ConflictMode mode;
    private final PriorityQueue<Head> heads = new PriorityQueue<>();
    private final List<Entry> rangeDeletions = new ArrayList<>();
    private @Nullable Entry next;
    private @Nullable RowKey partition;
    private @Nullable Row header;
    private @Nullable Shadow shadow;
    private long unreadable;

    MergedRows(List<Source> sources, ConflictMode mode) {
        this.sources = List.copyOf(sources);
        this.mode = mode;
        for (int place = 0; place < sources.size(); place++) {
            advance(new Head(sources.get(place), place));
        }
        next = join();
    }

    /** Entries of one partition, in order, at least one; empty at the end. */
    List<Entry> chunk() {
        List<Entry> chunk = new ArrayList<>();
        int bytes = 0;
        while (next != null && chunk.size() < CHUNK_ROWS_MAX && bytes < CHUNK_BYTES_MAX) {
            Entry entry = next;
            if (!chunk.isEmpty() && !chunk.get(0).key().samePartition(entry.key())) {
                return chunk;
            }
            Row row = uncovered(entry);
            if (!row.isEmpty()) {
                chunk.add(new Entry(entry.key(), row));
                bytes += row.weightBytes();
            }
            next = join();
        }
        return chunk;
    }

    /** How many copies could not be read: they were corrupt when the snapshot was taken. */
    long unreadable() {
        return unreadable;
    }

    private Row uncovered(Entry entry) {
        RowKey key = entry.key();
        if (partition == null || !partition.samePartition(key)) {
            partition = key;
            header = null;
            rangeDeletions.clear();
            shadow = null;
        }
        EntryKind kind = key.kind();
        if (kind == EntryKind.ROW) {
            Shadow known = shadow == null ? Shadow.of(header, rangeDeletions) : shadow;
            shadow = known;
            return Settling.sweep(entry.row(), known.deletedUpTo(key.clustering()));
        }
        if (kind == EntryKind.HEADER) {
            header = entry.row();
        } else {
            rangeDeletions.add(entry);
        }
        return entry.row();
    }

    /** The next entry, of all its copies; null at the end. */
    private @Nullable Entry join() {
        while (!heads.isEmpty()) {
            byte[] bytes = heads.element().key;
            RowKey key = RowKey.decode(bytes);
            Map<Integer, Row> copies = new TreeMap<>();
            List<Integer> corrupt = new ArrayList<>(0);
            while (!heads.isEmpty() && Arrays.equals(heads.element().key, bytes)) {
                Head head = heads.remove();
                Row copy = head.source.owned().test(key.token()) ? read(key, head.source.cursor()) : null;
                if (copy != null) {
                    copies.put(head.place, copy);
                } else {
                    corrupt.add(head.place); // or not its own: either way it says nothing of this entry
                }
                advance(head);
            }
            Row joined = copies.isEmpty() ? null : join(key, copies, corrupt);
            if (joined != null) {
                return new Entry(key, joined);
            }
        }
        return null;
    }

    /**
     * What was settled furthest is the truth up to there: its nodes held everything, and may have purged what said why the rest had gone. What another
     * snapshot, of a moment before, has from up to there and they have not, is left out.
     */
    private @Nullable Row join(RowKey key, Map<Integer, Row> copies, List<Integer> silent) {
        long furthest = 0;
        for (int place = 0; place < sources.size(); place++) {
            if (!silent.contains(place) && sources.get(place).owned().test(key.token())) {
                furthest = Math.max(furthest, settled(place, key));
            }
        }
        Row joined = null;
        for (Map.Entry<Integer, Row> copy : copies.entrySet()) {
            if (settled(copy.getKey(), key) == furthest) {
                joined = Join.join(joined, copy.getValue(), mode, JoinObserver.NONE);
            }
        }
        Row truth = joined;
        for (Map.Entry<Integer, Row> copy : copies.entrySet()) {
            if (settled(copy.getKey(), key) < furthest) {
                Row left = Settling.yieldTo(copy.getValue(), truth, furthest);
                joined = left == null ? joined : Join.join(joined, left, mode, JoinObserver.NONE);
            }
        }
        return joined;
    }

    private long settled(int place, RowKey key) {
        return sources.get(place).settled().applyAsLong(key.token());
    }

    private @Nullable Row read(RowKey key, EngineCursor cursor) {
        try {
            return RowCodec.decode(key, cursor.value());
        } catch (CorruptRowException e) {
            unreadable++;
            return null;
        }
    }

    private void advance(Head head) {
        if (head.source.cursor().next()) {
            head.key = head.source.cursor().key();
            heads.add(head);
        }
    }

    private static final class Head implements Comparable<Head> {
        private final Source source;
        private final int place;
        private byte[] key = new byte[0];

        Head(Source source, int place) {
            this.source = source;
            this.place = place;
        }

        @Override
        public int compareTo(Head other) {
            int byKey = Arrays.compareUnsigned(key, other.key);
            return byKey != 0 ? byKey : Integer.compare(place, other.place);
        }
    }
}
