package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.value.Evaluation;
import io.starlingdb.node.data.ValueRange;
import io.starlingdb.node.schema.ColumnKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A WHERE clause, planned.
 *
 * @param clustering which rows of the partitions; what it cannot say is in {@code filters}
 * @param filters conditions to test on each row
 * @param restrictsClustering whether any clustering column is restricted, by whichever of the two
 * @param restrictsRegular whether any regular column is
 * @param index what finds the rows, all restrictions being filters then; null if partitions are named or scanned
 */
public record Restrictions(
        PartitionTarget target,
        ClusteringPlan clustering,
        List<Filter> filters,
        boolean restrictsClustering,
        boolean restrictsRegular,
        @Nullable IndexUse index) {

    /** What is asked of the index that the query begins with; null to read the partitions themselves. */
    public @Nullable Lookup lookup(Evaluation evaluation) {
        return index == null
                ? null
                : new Lookup(
                        index.index().id(),
                        index.restriction().column().kind() == ColumnKind.STATIC,
                        index.values(evaluation));
    }

    /**
     * An index and the values that are looked for in it.
     *
     * @param isStatic whether it finds partitions, not rows
     */
    public record Lookup(int indexId, boolean isStatic, List<ValueRange> values) {}
}
