package io.starlingdb.node.replica;

import io.starlingdb.node.data.Slice;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.TableSchema;
import java.util.Arrays;

/** Tells slices that can hold one row at most. */
public final class SingleRow {
    private SingleRow() {}

    /** Whether the slice is about one row, named by its whole clustering key. */
    public static boolean isIn(TableSchema table, Slice slice) {
        byte[] prefix = slice.start().prefix();
        if (slice.start().isAfter()
                || !slice.end().isAfter()
                || !Arrays.equals(prefix, slice.end().prefix())) {
            return false;
        }
        int columns = table.clustering().size();
        if (columns <= 1) {
            return columns == 0 ? prefix.length == 0 : prefix.length > 0;
        }
        return Keys.clusteringComponents(table, prefix).size() == columns;
    }
}
