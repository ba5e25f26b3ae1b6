package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.schema.TableSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A planned INSERT, UPDATE or DELETE.
 *
 * @param keys which partitions
 * @param clustering which rows of them; everything where only static columns, or whole partitions, are written
 * @param insertsMarker whether the row is to exist even without columns (INSERT)
 * @param deletion what is deleted besides columns
 * @param statics the changes of the partition's static columns
 * @param regulars the changes of each row's columns
 * @param timestamp of USING; null to take the session's or the server's
 * @param ttl of USING; null to take the table's
 * @param context of USING, as text; the plan then names one row
 */
public record WritePlan(
        TableSchema table,
        PartitionTarget.OfKeys keys,
        ClusteringPlan clustering,
        boolean insertsMarker,
        DeletionKind deletion,
        List<ColumnOperation> statics,
        List<ColumnOperation> regulars,
        @Nullable Term timestamp,
        @Nullable Term ttl,
        @Nullable Term context)
        implements Plan {

    /** What a DELETE without columns deletes. */
    public enum DeletionKind {
        NONE,
        ROWS,
        SLICES,
        PARTITION
    }
}
