package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.ast.Ordering;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.TableSchema;
import java.util.List;

/** Plans ORDER BY: rows come in the table's order or wholly against it, nothing else. */
final class OrderByPlanner {

    private OrderByPlanner() {}

    /** Whether partitions are to be read backwards. */
    static boolean reversed(
            List<Ordering> orderings,
            TableSchema table,
            Catalog catalog,
            Restrictions restrictions,
            RelationReader relations) {
        if (orderings.isEmpty()) {
            return false;
        }
        Source source = catalog.source();
        if (!(restrictions.target() instanceof PartitionTarget.OfKeys)) {
            throw source.invalid(
                    orderings.get(0).column().at(),
                    "ORDER BY is only supported when the partition key is restricted by an EQ or an IN.");
        }
        Boolean reversed = null;
        int next = 0;
        for (Ordering ordering : orderings) {
            int at = ordering.column().at();
            ColumnSchema column = catalog.column(table, ordering.column());
            if (column.kind() != ColumnKind.CLUSTERING) {
                throw source.invalid(
                        at,
                        "Order by is currently only supported on the clustered columns of the PRIMARY KEY, got "
                                + column.name());
            }
            while (next < table.clustering().size()
                    && !table.clustering().get(next).equals(column)
                    && relations.isFixed(table.clustering().get(next))) {
                next++;
            }
            if (next == table.clustering().size()
                    || !table.clustering().get(next).equals(column)) {
                throw source.invalid(
                        at,
                        "Order by currently only supports the ordering of columns following their declared order in the"
                                + " PRIMARY KEY");
            }
            next++;
            boolean against = ordering.descending() != column.descending();
            if (reversed != null && reversed != against) {
                throw source.invalid(at, "Unsupported order by relation");
            }
            reversed = against;
        }
        return Boolean.TRUE.equals(reversed);
    }

    /** How many clustering columns, from the first on, an accepted ORDER BY decides about. */
    static int prefix(List<Ordering> orderings, TableSchema table) {
        int prefix = 0;
        for (Ordering ordering : orderings) {
            ColumnSchema column = table.column(ordering.column().text());
            prefix = Math.max(prefix, table.clustering().indexOf(column) + 1);
        }
        return prefix;
    }
}
