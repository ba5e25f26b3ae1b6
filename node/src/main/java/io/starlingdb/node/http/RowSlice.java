package io.starlingdb.node.http;

import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.RowFilter;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.schema.ClusteringBound;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.Keys;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a GET without a whole primary key asks for; pure. {@code from} and {@code to} bound the first clustering
 * column that the path does not give: from the one, itself included, up to the other, itself left out, by value whichever
 * way the column is stored or read.
 */
final class RowSlice {
    private RowSlice() {}

    static ReadQuery of(RowTarget target, RowParameters parameters, long nowSeconds) {
        Slice slice = slice(target, parameters.from(), parameters.to());
        return new ReadQuery(
                target.table().id(),
                new Partitions.One(target.partitionKey(), target.token()),
                slice.isEmpty() ? List.of() : List.of(slice),
                parameters.reverse(),
                parameters.limit(),
                ReadQuery.UNLIMITED,
                RowFilter.ALL,
                parameters.page() == null ? null : PageToken.decode(target, parameters.page()),
                nowSeconds);
    }

    private static Slice slice(RowTarget target, @Nullable String from, @Nullable String to) {
        ClusteringBound start = ClusteringBound.before(target.clustering());
        ClusteringBound end = ClusteringBound.after(target.clustering());
        if (from == null && to == null) {
            return new Slice(start, end);
        }
        ColumnSchema column = target.table().clustering().get(target.clusteringColumns());
        boolean descending = column.descending();
        if (from != null) {
            byte[] prefix = prefix(target, column, from);
            if (descending) {
                end = ClusteringBound.after(prefix);
            } else {
                start = ClusteringBound.before(prefix);
            }
        }
        if (to != null) {
            byte[] prefix = prefix(target, column, to);
            if (descending) {
                start = ClusteringBound.after(prefix);
            } else {
                end = ClusteringBound.before(prefix);
            }
        }
        return new Slice(start, end);
    }

    private static byte[] prefix(RowTarget target, ColumnSchema column, String text) {
        List<byte[]> columns = new ArrayList<>(Keys.clusteringComponents(target.table(), target.clustering()));
        columns.add(KeyText.parse(column, text));
        return Keys.clustering(target.table(), columns);
    }
}
