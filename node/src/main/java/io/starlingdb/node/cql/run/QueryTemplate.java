package io.starlingdb.node.cql.run;

import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.data.RowFilter;
import io.starlingdb.node.data.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all reads of one execution have in common. */
record QueryTemplate(
        int tableId, List<Slice> slices, boolean reversed, int perPartitionLimit, RowFilter filter, Deadline deadline) {

    /** Certain rows of one partition. */
    ReadQuery rows(Partitions target, List<Slice> rows, @Nullable ResumePoint after, int limit) {
        return new ReadQuery(
                tableId, target, rows, reversed, limit, perPartitionLimit, filter, after, deadline.nowSeconds());
    }

    ReadQuery query(Partitions target, @Nullable ResumePoint after, int rows) {
        return new ReadQuery(
                tableId, target, slices, reversed, rows, perPartitionLimit, filter, after, deadline.nowSeconds());
    }
}
