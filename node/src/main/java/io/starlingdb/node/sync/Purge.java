package io.starlingdb.node.sync;

import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.Tokens;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
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
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Drops from storage what is settled. Knows of each slice of the ring and table from when on it holds something that may go ({@link PurgePlaces}; told by
 * every change of a row; after a start one paced pass over all rows finds the rest), and reads no other. Tombstones, deletions and expired cells go as soon as they
 * may; vectors with them, with the next write, or at leisure.
 */
final class Purge implements RowChanges {
    private static final int LOOK_ENTRIES = 1_000;

    /** So many times longer is the pause after a slice of which only vectors went. */
    private static final int LEISURE = 20;

    private final SyncParts on;
    private final Settlement settlement;
    private final SettlingPace pace;
    private final Purges purges;
    private final PurgePlaces places = new PurgePlaces();
    private final Deque<Long> queue = new ArrayDeque<>();
    private byte @Nullable [] lookFrom = new byte[0];

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

    /** How many tombstones wait, by table. */
    SortedMap<Integer, Long> tombstones() {
        return places.tombstones();
    }

    @Override
    public void changed(RowKey key, @Nullable Row before, @Nullable Row after) {
        if (pace.isOn()) {
            places.changed(key, before, after);
        }
    }

    @Override
    public void replacedCorrupt(RowKey key, @Nullable Row after) {
        changed(key, null, after);
    }

    private void later() {
        on.loop().schedule(pace.tickNanos(), this::step);
    }

    private void goOn(int pauses) {
        on.loop().schedule(pauses * pace.purgePauseNanos(), this::step);
    }

    private void step() {
        byte[] from = lookFrom;
        if (from != null) {
            look(from);
            return;
        }
        if (queue.isEmpty()) {
            queue.addAll(places.due(this::settled));
        }
        Long place = queue.poll();
        if (place != null) {
            purge(place, 1);
            return;
        }
        Long atLeisure = places.vectorsDue(this::settled);
        if (atLeisure == null) {
            later();
        } else {
            purge(atLeisure, LEISURE);
        }
    }

    private long settled(long place) {
        int tableId = PurgePlaces.tableId(place);
        long token = Tokens.endOf(PurgePlaces.slice(place)) - 1;
        long settled = settlement.settled(tableId, token);
        return settled == 0 && settlement.owned().at(tableId, token) == null ? Long.MAX_VALUE : settled; // given away
    }

    /** @param pauses how long to wait then */
    private void purge(long place, int pauses) {
        int tableId = PurgePlaces.tableId(place);
        int slice = PurgePlaces.slice(place);
        TableSchema table = on.record().current().schema().table(tableId);
        Owned owned = table == null ? null : settlement.owned().at(tableId, Tokens.endOf(slice) - 1);
        places.remove(place);
        if (table == null || owned == null) {
            goOn(pauses);
            return;
        }
        long version = owned.version();
        Purges.Stretch stretch = purges.stretch(
                table,
                RowPlaces.sliceEnd(tableId, slice),
                settled(place),
                () -> owned.version() == version && !owned.isJoining());
        page(place, stretch, RowPlaces.sliceStart(tableId, slice), pauses);
    }

    private void page(long place, Purges.Stretch stretch, byte[] from, int pauses) {
        stretch.page(from, new DoneHandler<>() {
            @Override
            public void done(Purges.Page page) {
                if (page.firstDue() != Long.MAX_VALUE) {
                    places.left(place, page.firstDue(), page.tombstones());
                }
                byte[] next = page.next();
                if (next == null) {
                    goOn(pauses);
                } else {
                    on.loop().schedule(pace.purgePauseNanos(), () -> page(place, stretch, next, pauses));
                }
            }

            @Override
            public void failed(Throwable failure) {
                places.left(place, 0, 0);
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
                goOn(1);
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
                    places.changed(key, null, row);
                }
            }
        } catch (CorruptionException e) {
            return reached.length < Integer.BYTES ? null : RowPlaces.behind(reached);
        }
        return null;
    }
}
