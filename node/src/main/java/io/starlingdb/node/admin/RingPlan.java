package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What a change of ownership would do, without doing it.
 *
 * @param change what it is
 * @param movedBytes about how many bytes would be fetched in all
 * @param largestOverSmallestBefore of the shares of the data that nodes hold now
 * @param largestOverSmallestAfter of those that they would hold
 * @param warnings what an operator should know first
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RingPlan(
        String change,
        List<Node> nodes,
        long movedBytes,
        double largestOverSmallestBefore,
        double largestOverSmallestAfter,
        List<String> warnings) {
    /**
     * One node.
     *
     * @param before the share of the ring that it holds a replica of, in the keyspace that is replicated most: 0 to 1
     * @param after the same when the change is done
     * @param fetches about how many bytes it would fetch
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Node(
            String id, String address, String datacenter, String rack, double before, double after, long fetches) {}
}
