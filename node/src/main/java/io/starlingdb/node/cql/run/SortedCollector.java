package io.starlingdb.node.cql.run;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.VisibleRow;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of several partitions ({@code IN}) in one order by clustering columns. They have to be held all at once, so there is a
 * bound; rows that are equal in the order stay in that of their partitions.
 */
final class SortedCollector implements RowCollector {

    /** How many rows one statement sorts. */
    static final int ROWS_MAX = 20_000;

    private record Sortable(byte[] key, byte[] @Nullable [] row) {}

    private final TableSchema table;
    private final Projection projection;
    private final int columns;
    private final boolean reversed;
    private final int max;
    private final List<Sortable> rows = new ArrayList<>();

    /** @param columns how many clustering columns, from the first on, decide the order */
    SortedCollector(TableSchema table, Projection projection, int columns, boolean reversed, int max) {
        this.table = table;
        this.projection = projection;
        this.columns = columns;
        this.reversed = reversed;
        this.max = max;
    }

    @Override
    public int wanted() {
        return RowFeed.PAGE_ROWS_MAX;
    }

    @Override
    public boolean take(PartitionRows partition, @Nullable VisibleRow row) {
        if (rows.size() == ROWS_MAX) {
            throw StarlingException.invalid("ORDER BY over several partitions (IN) sorts at most " + ROWS_MAX
                    + " rows; restrict the query further, or sort client side");
        }
        byte[] key = new byte[0];
        if (row != null) {
            List<byte[]> components = Keys.clusteringComponents(table, row.clustering());
            key = Keys.clustering(table, components.subList(0, columns));
        }
        rows.add(new Sortable(key, projection.answer(projection.values(partition, row))));
        return true;
    }

    @Override
    public List<byte[] @Nullable []> finish(boolean atEnd) {
        Comparator<Sortable> order = (a, b) -> Arrays.compareUnsigned(a.key(), b.key());
        rows.sort(reversed ? order.reversed() : order);
        List<byte[] @Nullable []> result = new ArrayList<>(Math.min(max, rows.size()));
        for (Sortable sortable : rows.subList(0, Math.min(max, rows.size()))) {
            result.add(sortable.row());
        }
        return result;
    }
}
