package io.starlingdb.node.cql.plan;

import java.util.List;

/**
 * A WHERE clause, planned.
 *
 * @param clustering which rows of the partitions; what it cannot say is in {@code filters}
 * @param filters conditions to test on each row
 * @param restrictsClustering whether any clustering column is restricted, by whichever of the two
 * @param restrictsRegular whether any regular column is
 */
public record Restrictions(
        PartitionTarget target,
        ClusteringPlan clustering,
        List<Filter> filters,
        boolean restrictsClustering,
        boolean restrictsRegular) {}
