package io.starlingdb.node.sync;

import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.Tokens;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Settling;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.replica.Purges;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.CorruptionException;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.RowChanges;
import io.starlingdb.node.storage.RowCursor;
import io.starlingdb.node.storage.ScanTask;
import io.starlingdb.node.storage.SnapshotRows;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Drops from storage what is settled. Knows of each slice of the ring and table from when on it holds something that may go (told by every change of
 * a row; after a start one paced pass over all rows finds the rest), and reads no other. Tombstones, deletions and expired cells go as soon as they
 * may; vectors with them, with the next write, or at leisure.
 */
final class Purge implements RowChanges {
    private static final int SLICE_BITS = 16;
    private static final int LOOK_ENTRIES = 1_000;

    private final SyncParts on;
    private final Settlement settlement;
    private final SettlingPace pace;
    private final Purges purges;
    private final Map<Long, Long> due = new ConcurrentHashMap<>();
    private final Map<Long, Long> vectors = new ConcurrentHashMap<>();
    private final Deque<Long> queue = new ArrayDeque<>();
    private byte @Nullable [] lookFrom = new byte[0];
    private long purged;

    Purge(SyncParts on, Settlement settlement, SettlingPace pace) {
        this.on = on;
        this.settlement = settlement;
        this.pace = pace;
        this.purges = new Purges(on.replica());
    }

    void start() {
        if (pace.isOn()) {
            step();
        }
    }

    /** How many slices of tables hold something that is to go one day. */
    int waiting() {
        return due.size();
    }

    /** How many entries were purged since the start. */
    long purged() {
        return purged;
    }

    @Override
    public void changed(RowKey key, @Nullable Row before, @Nullable Row after) {
        if (after != null && pace.isOn()) {
            note(key, after);
        }
    }

    private void note(RowKey key, Row row) {
        long place = ((long) key.tableId() << SLICE_BITS) | Tokens.slice(key.token());
        long first = Settling.firstDue(key.kind(), row);
        if (first != Long.MAX_VALUE) {
            due.merge(place, first, Math::min);
        } else if (!row.vector().isEmpty()) {
            vectors.putIfAbsent(place, row.vector().highest());
        }
    }

    private void later() {
        on.loop().schedule(pace.tickNanos(), this::step);
    }

    private void goOn() {
        on.loop().schedule(pace.purgePauseNanos(), this::step);
    }

    private void step() {
        byte[] from = lookFrom;
        if (from != null) {
            look(from);
            return;
        }
        if (queue.isEmpty()) {
            collect(due, Integer.MAX_VALUE);
            collect(vectors, 10);
        }
        Long place = queue.poll();
        if (place == null) {
            later();
        } else {
            purge(place);
        }
    }

    private void collect(Map<Long, Long> places, int most) {
        int left = most;
        for (Map.Entry<Long, Long> one : places.entrySet()) {
            if (left > 0 && one.getValue() <= settled(one.getKey()) && !queue.contains(one.getKey())) {
                queue.add(one.getKey());
                left--;
            }
        }
    }

    private long settled(long place) {
        return settlement.settled((int) (place >> SLICE_BITS), Tokens.endOf(slice(place)) - 1);
    }

    private static int slice(long place) {
        return (int) (place & (Tokens.SLICES - 1));
    }

    private void purge(long place) {
        int tableId = (int) (place >> SLICE_BITS);
        TableSchema table = on.record().current().schema().table(tableId);
        byte[] start = RowPlaces.sliceStart(tableId, slice(place));
        Owned owned = table == null ? null : settlement.ownedAt(tableId, Tokens.endOf(slice(place)) - 1);
        due.remove(place);
        vectors.remove(place);
        if (table == null || owned == null) {
            goOn();
            return;
        }
        long version = owned.version();
        Purges.Stretch stretch = purges.stretch(
                table,
                RowPlaces.sliceEnd(tableId, slice(place)),
                settled(place),
                () -> owned.version() == version && !owned.isJoining());
        page(place, stretch, start);
    }

    private void page(long place, Purges.Stretch stretch, byte[] from) {
        stretch.page(from, new DoneHandler<>() {
            @Override
            public void done(Purges.Page page) {
                purged += page.changed();
                if (page.firstDue() != Long.MAX_VALUE) {
                    due.merge(place, page.firstDue(), Math::min);
                }
                byte[] next = page.next();
                if (next == null) {
                    goOn();
                } else {
                    on.loop().schedule(pace.purgePauseNanos(), () -> page(place, stretch, next));
                }
            }

            @Override
            public void failed(Throwable failure) {
                due.merge(place, 0L, Math::min);
                later();
            }
        });
    }

    // What there was before the start

    private void look(byte[] from) {
        ScanTask<Optional<byte[]>> task = new ScanTask<>() {
            @Override
            public long deadlineNanos() {
                return Long.MAX_VALUE;
            }

            @Override
            public Optional<byte[]> scan(SnapshotRows rows) {
                return Optional.ofNullable(lookAt(rows, from));
            }

            @Override
            public void completed(Optional<byte[]> next) {
                lookFrom = next.orElse(null);
                goOn();
            }

            @Override
            public void failed(Throwable failure) {
                later();
            }
        };
        if (!on.shards().scan(Lane.BULK, task)) {
            later();
        }
    }

    private byte @Nullable [] lookAt(SnapshotRows rows, byte[] from) {
        int read = 0;
        byte[] reached = from;
        try (RowCursor cursor = rows.cursor(KeyRange.from(from), Direction.FORWARD)) {
            while (cursor.next()) {
                RowKey key = cursor.key();
                reached = key.bytes();
                if (read++ == LOOK_ENTRIES) {
                    return reached;
                }
                Row row = EntryScans.sound(cursor);
                if (row != null) {
                    note(key, row);
                }
            }
        } catch (CorruptionException e) {
            return reached.length < Integer.BYTES ? null : RowPlaces.behind(reached);
        }
        return null;
    }
}
