package io.starlingdb.node.replica;

import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Settling;
import io.starlingdb.node.data.Shadow;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.storage.CorruptionException;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.RowCursor;
import io.starlingdb.node.storage.SnapshotRows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Stored entries as they are once all that is due at a settled time is purged: what exchanges compare and send. For one scan. */
public final class SettledView {
    private final SnapshotRows rows;
    private final IntFunction<@Nullable ConflictMode> modes;
    private final Times settled;
    private @Nullable RowKey partition;
    private Shadow shadow = Shadow.NONE;

    /** Up to which stamp a token's rows are settled, in µs. */
    public interface Times {
        long of(int tableId, long token);
    }

    /** @param modes a table's; null if it is no more */
    public SettledView(SnapshotRows rows, IntFunction<@Nullable ConflictMode> modes, Times settled) {
        this.rows = rows;
        this.modes = modes;
        this.settled = settled;
    }

    /** The entry of this key; null if there is none, or none that can be read. */
    public @Nullable Row get(RowKey key) {
        Row row = sound(key);
        return row == null ? null : of(key, row);
    }

    /** A stored entry; null if nothing of it is left. */
    public @Nullable Row of(RowKey key, Row row) {
        long until = settled.of(key.tableId(), key.token());
        ConflictMode mode = until <= 0 ? null : modes.apply(key.tableId());
        return mode == null ? row : Settling.view(key.kind(), row, mode, until, covered(key));
    }

    /** The timestamp up to which deletions of its partition or range cover an entry; {@link Long#MIN_VALUE} if none does. */
    long covered(RowKey key) {
        return key.kind() != EntryKind.RANGE_DELETION && modes.apply(key.tableId()) == ConflictMode.LAST_WRITE_WINS
                ? deletedUpTo(key)
                : Long.MIN_VALUE;
    }

    private long deletedUpTo(RowKey key) {
        RowKey known = partition;
        if (known == null || !known.samePartition(key)) {
            partition = key;
            shadow = shadowOf(key);
        }
        return key.kind() == EntryKind.HEADER ? shadow.partitionDeletedUpTo() : shadow.deletedUpTo(key.clustering());
    }

    private Shadow shadowOf(RowKey key) {
        Row header = sound(key.toHeader());
        if (header == null) {
            return Shadow.NONE; // a partition's header outlives its range deletions
        }
        byte[] partitionKey = key.partitionKey();
        List<Entry> deletions = new ArrayList<>(0);
        KeyRange all = KeyRange.between(
                RowKey.kindStart(key.tableId(), key.token(), partitionKey, EntryKind.RANGE_DELETION),
                RowKey.kindStart(key.tableId(), key.token(), partitionKey, EntryKind.ROW));
        try (RowCursor cursor = rows.cursor(all, Direction.FORWARD)) {
            while (cursor.next()) {
                deletions.add(new Entry(cursor.key(), cursor.row()));
            }
        } catch (CorruptionException e) {
            return Shadow.of(header, deletions); // the storage has reported it; what it covers stays
        }
        return Shadow.of(header, deletions);
    }

    private @Nullable Row sound(RowKey key) {
        try {
            return rows.get(key);
        } catch (CorruptionException e) {
            return null; // a corrupt copy is not given away
        }
    }
}
