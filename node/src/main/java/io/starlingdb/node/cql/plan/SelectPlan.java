package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.value.SelectedTerm;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.TableSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A planned SELECT.
 *
 * @param virtual whether the node makes the table up
 * @param restrictions which rows
 * @param selected what of each row, in the order of {@code columns}
 * @param columns the result's columns
 * @param distinct whether each partition gives one row, of its key and statics
 * @param jsonColumns the selected columns where a row comes as one JSON text of them; else empty
 * @param reversed whether partitions are read backwards
 * @param sortPrefix how many clustering columns, from the first on, the rows of several partitions are sorted by; 0 to leave
 *     them partition by partition
 * @param groupedBy the first columns of the primary key whose change begins a new group
 * @param groupedByFunction what of the last of them is compared, {@code floor(c, 1h)}; null for its value
 * @param limit how many rows at most
 * @param perPartitionLimit how many of each partition at most
 */
public record SelectPlan(
        TableSchema table,
        boolean virtual,
        Restrictions restrictions,
        List<SelectedTerm> selected,
        List<ResultColumn> columns,
        boolean distinct,
        List<ResultColumn> jsonColumns,
        boolean reversed,
        int sortPrefix,
        List<ColumnSchema> groupedBy,
        @Nullable Term groupedByFunction,
        @Nullable Term limit,
        @Nullable Term perPartitionLimit)
        implements Plan {

    /** Whether rows are taken together, be it into one. */
    public boolean aggregates() {
        return !groupedBy.isEmpty() || selected.stream().anyMatch(s -> s.aggregate() != null);
    }

    /** Whether a partition without rows, but with static columns, gives a row. */
    public boolean staticsAlone() {
        return !restrictions.restrictsClustering() && !restrictions.restrictsRegular();
    }
}
