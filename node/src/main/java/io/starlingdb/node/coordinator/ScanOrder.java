package io.starlingdb.node.coordinator;

import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.data.RowKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a query scans entries: that of their keys, or within one partition its reverse. Headers and range deletions come before
 * the rows either way.
 *
 * @param tableId the table that is scanned
 * @param reversed whether rows are scanned from the last to the first
 */
record ScanOrder(int tableId, boolean reversed) {
    /** The earlier one of two places where a scan ended; null stands for the end of all. */
    @Nullable
    ResumePoint earlier(@Nullable ResumePoint one, @Nullable ResumePoint other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        int order = Arrays.compareUnsigned(place(one), place(other));
        return (reversed ? order >= 0 : order <= 0) ? one : other;
    }

    /** Whether a scan that ended there has not come to this key. */
    boolean isBehind(RowKey key, @Nullable ResumePoint end) {
        if (end == null || (reversed && key.kind() != EntryKind.ROW)) {
            return false;
        }
        int order = Arrays.compareUnsigned(key.bytes(), place(end));
        return reversed ? order < 0 : order > 0;
    }

    /** Whether two scans ended at the same place. */
    static boolean areEqual(@Nullable ResumePoint one, @Nullable ResumePoint other) {
        return one == null ? other == null : one.equals(other);
    }

    private byte[] place(ResumePoint point) {
        byte[] clustering = point.clustering();
        return clustering == null
                ? RowKey.partitionEnd(tableId, point.token(), point.partitionKey())
                : RowKey.row(tableId, point.token(), point.partitionKey(), clustering)
                        .bytes();
    }
}
