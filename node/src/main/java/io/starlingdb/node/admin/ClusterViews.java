package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * Every node's view of the cluster, the asked node's first: {@code ?all_views=true} of {@code GET /v1/cluster} and {@code /v1/cluster/ring}.
 *
 * @param agreed whether all that answered see the same
 */
public record ClusterViews(boolean agreed, List<View> views) {
    /**
     * One node's view.
     *
     * @param node its id
     * @param address between nodes
     * @param answered false if it could not be asked, or did not answer within three seconds; then nothing else is known
     * @param epoch of the record that it knows: who owns what
     * @param sameRecord whether that record is the asked node's
     * @param opinions what it says of each node
     * @param differences from the asked node's view, a sentence each
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record View(
            String node,
            String address,
            boolean answered,
            long epoch,
            boolean sameRecord,
            List<Opinion> opinions,
            List<String> differences) {}

    /**
     * What it says of one node.
     *
     * @param status by the record; WAITING for a node that is not in it
     * @param liveness by its gossip
     */
    public record Opinion(String node, String address, String status, String liveness) {}
}
