package io.starlingdb.node.cql.plan;

import io.starlingdb.node.schema.ColumnSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What WHERE says about several clustering columns together: {@code (c1, c2) > (1, 2)}. */
record TupleRestriction(
        List<ColumnSchema> columns,
        @Nullable Points points,
        ClusteringPlan.@Nullable Edge lower,
        ClusteringPlan.@Nullable Edge upper,
        int at) {

    ColumnSchema first() {
        return columns.get(0);
    }

    int width() {
        return columns.size();
    }
}
