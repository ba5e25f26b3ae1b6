package io.starlingdb.node.storage;

import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import org.jspecify.annotations.Nullable;

/** All committed rows at one moment. For the thread and the duration of one {@link ScanTask#scan}. */
public interface SnapshotRows {

    /**
     * The row, or null if there is none.
     *
     * @throws CorruptionException if what is stored is not what was written
     */
    @Nullable
    Row get(RowKey key);

    /** A cursor in front of the first row of the range in that direction. Closed with the scan if not before. */
    RowCursor cursor(KeyRange range, Direction direction);

    /** A cursor in front of the first key of the range, whatever stands under it: rows and marks. Closed with the scan if not before. */
    KeyCursor keys(KeyRange range);
}
