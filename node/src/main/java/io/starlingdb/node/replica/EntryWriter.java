package io.starlingdb.node.replica;

import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.RangeDeletions;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Settling;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.ShardContext;
import io.starlingdb.node.storage.StoredRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores joined entries. Of a partition's range deletions one that another covers is not kept. */
final class EntryWriter {
    private EntryWriter() {}

    /** The ranges to load for writing these entries: all range deletions of the partition, if one of them is to be written. */
    static List<KeyRange> ranges(List<RowKey> keys) {
        for (RowKey key : keys) {
            if (key.kind() == EntryKind.RANGE_DELETION) {
                return List.of(rangeDeletions(key));
            }
        }
        return List.of();
    }

    /** All range deletions of the key's partition. */
    static KeyRange rangeDeletions(RowKey key) {
        byte[] partition = key.partitionKey();
        return KeyRange.between(
                RowKey.kindStart(key.tableId(), key.token(), partition, EntryKind.RANGE_DELETION),
                RowKey.kindStart(key.tableId(), key.token(), partition, EntryKind.ROW));
    }

    /** Stores an entry, and what its table's indexes have of it, unless that changes nothing. */
    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    static void put(ShardContext rows, RowKey key, @Nullable Row before, @Nullable Row joined, IndexWriter indexes) {
        if (joined == before) {
            return;
        }
        if (joined == null) {
            indexes.changed(rows, key, before, null);
            rows.delete(key);
            return;
        }
        indexes.changed(rows, key, before, joined);
        if (key.kind() == EntryKind.RANGE_DELETION) {
            putRangeDeletion(rows, key, joined);
        } else {
            rows.put(key, joined);
        }
    }

    /**
     * A joined row without what is settled. Deletions of partitions and ranges wait for the purge, which sweeps what they cover first.
     *
     * @return null if nothing is left
     */
    static @Nullable Row settled(RowKey key, Row joined, ConflictMode mode, SettledTimes times) {
        if (key.kind() != EntryKind.ROW) {
            return joined;
        }
        long settled = times.settled(key.tableId(), key.token());
        return settled <= 0 ? joined : Settling.settle(joined, mode, settled);
    }

    private static void putRangeDeletion(ShardContext rows, RowKey key, Row joined) {
        Entry added = new Entry(key, joined);
        List<Entry> others = new ArrayList<>();
        for (StoredRow stored : rows.range(rangeDeletions(key))) {
            Entry other = new Entry(stored.key(), stored.row());
            if (RangeDeletions.madeNeedless(other, List.of(added)).contains(key)) {
                rows.delete(key);
                return;
            }
            others.add(other);
        }
        rows.put(key, joined);
        RangeDeletions.madeNeedless(added, others).forEach(rows::delete);
    }
}
