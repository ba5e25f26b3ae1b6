package io.starlingdb.node.cql.run;

import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.RowChange;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.version.CausalContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes one mutation of several: what a batch does to one partition is one write there. */
final class MutationMerge {

    private MutationMerge() {}

    private record Target(
            int table,
            ByteBuffer key,
            @Nullable Long timestamp,
            @Nullable CausalContext context) {}

    /** One mutation for each table, partition, timestamp and context, in the order in which these are first met. */
    static List<Mutation> byPartition(List<Mutation> mutations) {
        Map<Target, List<Mutation>> byTarget = new LinkedHashMap<>();
        for (Mutation mutation : mutations) {
            Target target = new Target(
                    mutation.tableId(),
                    ByteBuffer.wrap(mutation.partitionKey()),
                    mutation.timestamp(),
                    mutation.context());
            byTarget.computeIfAbsent(target, t -> new ArrayList<>(2)).add(mutation);
        }
        return byTarget.values().stream().map(MutationMerge::merged).toList();
    }

    private static Mutation merged(List<Mutation> same) {
        Mutation first = same.get(0);
        if (same.size() == 1) {
            return first;
        }
        boolean deletesPartition = false;
        List<Slice> rangeDeletions = new ArrayList<>();
        List<RowChange> rows = new ArrayList<>();
        for (Mutation mutation : same) {
            deletesPartition |= mutation.deletesPartition();
            rangeDeletions.addAll(mutation.rangeDeletions());
            rows.addAll(mutation.rows());
        }
        return copy(first, deletesPartition, rangeDeletions, rows);
    }

    static Mutation withRows(Mutation mutation, List<RowChange> rows) {
        return copy(mutation, mutation.deletesPartition(), mutation.rangeDeletions(), rows);
    }

    private static Mutation copy(
            Mutation mutation, boolean deletesPartition, List<Slice> rangeDeletions, List<RowChange> rows) {
        return new Mutation(
                mutation.tableId(),
                mutation.partitionKey(),
                mutation.token(),
                mutation.timestamp(),
                mutation.stampedAt(),
                mutation.context(),
                mutation.requestId(),
                deletesPartition,
                rangeDeletions,
                rows);
    }
}
