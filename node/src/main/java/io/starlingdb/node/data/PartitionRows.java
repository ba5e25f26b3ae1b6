package io.starlingdb.node.data;

import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a read sees of one partition.
 *
 * @param key the partition key in the routing form
 * @param token its token
 * @param statics the static columns; null if none is to be seen
 * @param rows the rows to be seen, in the order in which they were asked for
 */
public record PartitionRows(
        byte[] key, long token, @Nullable VisibleRow statics, List<VisibleRow> rows) {
    public PartitionRows {
        rows = List.copyOf(rows);
    }

    /**
     * What is to be seen of these entries of one partition at {@code nowSeconds}.
     *
     * @param header the header; null if there is none
     * @param rangeDeletions all range deletions that touch the rows
     * @param rows the rows, in the order in which they are to be answered
     */
    public static PartitionRows visible(
            TableSchema table,
            byte[] key,
            long token,
            @Nullable Row header,
            List<Entry> rangeDeletions,
            List<Entry> rows,
            long nowSeconds) {
        Shadow shadow = Shadow.of(header, rangeDeletions);
        VisibleRow statics = header == null
                ? null
                : VisibleRow.of(table, Cell.NO_VALUE, header, shadow.partitionDeletedUpTo(), nowSeconds);
        List<VisibleRow> visible = new ArrayList<>(rows.size());
        for (Entry entry : rows) {
            byte[] clustering = entry.key().clustering();
            VisibleRow row = VisibleRow.of(table, clustering, entry.row(), shadow.deletedUpTo(clustering), nowSeconds);
            if (row != null) {
                visible.add(row);
            }
        }
        return new PartitionRows(key, token, statics, visible);
    }

    /** Whether nothing is to be seen. */
    public boolean isEmpty() {
        return statics == null && rows.isEmpty();
    }

    /**
     * Only the rows that pass the filter. A partition of static columns alone passes if they do.
     */
    public PartitionRows filtered(TableSchema table, RowFilter filter) {
        if (filter.isEmpty()) {
            return this;
        }
        List<VisibleRow> passed = new ArrayList<>(rows.size());
        for (VisibleRow row : rows) {
            if (filter.matches(table, key, statics, row)) {
                passed.add(row);
            }
        }
        boolean staticsPass = !passed.isEmpty() || (rows.isEmpty() && filter.matches(table, key, statics, null));
        return new PartitionRows(key, token, staticsPass ? statics : null, passed);
    }

    /** Only the first {@code limit} rows. */
    public PartitionRows limited(int limit) {
        return rows.size() <= limit ? this : new PartitionRows(key, token, statics, rows.subList(0, limit));
    }
}
