package io.starlingdb.node.replica;

import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Settling;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.ShardContext;
import io.starlingdb.node.storage.ShardTask;
import io.starlingdb.node.storage.StoredRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops from one partition's entries what is settled. Either rows, or the partition's header and range deletions, whose rows were purged before; a
 * header stays while range deletions are left.
 */
final class PurgeTask implements ShardTask {
    /**
     * One entry.
     *
     * @param deletedUpTo the timestamp up to which deletions of its partition or range cover it; {@link Long#MIN_VALUE} if none does
     */
    record Place(RowKey key, long deletedUpTo) {}

    private final List<Place> places;
    private final List<RowKey> keys;
    private final long settled;
    private final ConflictMode mode;
    private final IndexWriter indexes;
    private final DoneHandler<Integer> handler;
    private int changed;

    /**
     * @param places in one partition, at least one, ascending: rows, or anything but rows
     * @param settled in µs
     */
    PurgeTask(List<Place> places, long settled, TableSchema table, DoneHandler<Integer> handler) {
        this.places = places;
        this.keys = places.stream().map(Place::key).toList();
        this.settled = settled;
        this.mode = table.conflicts();
        this.indexes = new IndexWriter(table);
        this.handler = handler;
    }

    @Override
    public long token() {
        return keys.get(0).token();
    }

    @Override
    public long deadlineNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public List<RowKey> reads() {
        return keys;
    }

    @Override
    public List<KeyRange> ranges() {
        return isOfRows() ? List.of() : List.of(EntryWriter.rangeDeletions(keys.get(0)));
    }

    private boolean isOfRows() {
        return keys.get(0).kind() == EntryKind.ROW;
    }

    @Override
    public void run(ShardContext rows) {
        if (isOfRows()) {
            places.forEach(place -> purge(rows, place));
            return;
        }
        places.stream()
                .filter(place -> place.key().kind() == EntryKind.RANGE_DELETION)
                .forEach(place -> purge(rows, place));
        for (Place place : places) {
            if (place.key().kind() == EntryKind.HEADER && !hasRangeDeletions(rows)) {
                purge(rows, place);
            }
        }
    }

    private boolean hasRangeDeletions(ShardContext rows) {
        for (StoredRow stored : rows.range(EntryWriter.rangeDeletions(keys.get(0)))) {
            if (stored.row() != null) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    private void purge(ShardContext rows, Place place) {
        Row before = rows.get(place.key());
        if (before == null) {
            return;
        }
        @Nullable Row left = Settling.view(place.key().kind(), before, mode, settled, place.deletedUpTo());
        if (left != before) {
            changed++;
            EntryWriter.put(rows, place.key(), before, left, indexes);
        }
    }

    @Override
    public void committed() {
        handler.done(changed);
    }

    @Override
    public void failed(Throwable failure) {
        handler.failed(failure);
    }
}
