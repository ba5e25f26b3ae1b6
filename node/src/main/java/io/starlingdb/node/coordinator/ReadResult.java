package io.starlingdb.node.coordinator;

import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.version.CausalContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a read found.
 *
 * @param partitions the partitions that have visible rows (or statics, where the query asked for them), in token order
 * @param more where to go on if a limit or a page ended the read before its end; null at the end
 * @param context if the query was for one row: what its reader has now seen of it, though there may be no row to be seen
 *     ({@code EMPTY} where there never was one); null for other queries
 * @param contextLost true if the read asked for at least a context that no replica has any more
 * @param cost what it took to find it
 */
public record ReadResult(
        List<PartitionRows> partitions,
        @Nullable ResumePoint more,
        @Nullable CausalContext context,
        boolean contextLost,
        ReadCost cost) {

    public ReadResult(
            List<PartitionRows> partitions,
            @Nullable ResumePoint more,
            @Nullable CausalContext context,
            boolean contextLost) {
        this(partitions, more, context, contextLost, ReadCost.NONE);
    }

    public ReadResult {
        partitions = List.copyOf(partitions);
    }
}
