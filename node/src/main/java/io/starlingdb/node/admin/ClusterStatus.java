package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * {@code GET /v1/cluster}: the cluster as this node sees it.
 *
 * @param name the cluster's name
 * @param schemaAgreed whether all nodes that are alive have the same cluster record, and so the same schema
 * @param nodes the members of the cluster record in the order of their actors, then nodes that gossip knows and the record does not
 * @param changes what is under way about who owns what
 * @param erasing ids of members that still erase ranges that they gave away
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ClusterStatus(
        String name, boolean schemaAgreed, List<Node> nodes, List<Change> changes, List<String> erasing) {

    /**
     * A change of ownership.
     *
     * @param number names it: {@code starling ring cancel NUMBER}
     * @param what in words
     * @param phase WRITE_BOTH or READ_NEW
     * @param percent of its ranges that the new owners have fetched, 0 to 100
     * @param bytes fetched so far
     * @param bytesTotal about how many there are; 0 while nothing is known
     * @param secondsLeft about how long fetching still takes; -1 while that is not known
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Change(
            long number, String what, String phase, int percent, long bytes, long bytesTotal, long secondsLeft) {}

    /**
     * One node.
     *
     * @param address {@code HOST:PORT} between nodes
     * @param http {@code HOST:PORT}, empty while it is not known
     * @param cql {@code HOST:PORT}, empty while it is not known
     * @param status what the cluster record says: JOINING, NORMAL, LEAVING, LEFT; WAITING for a node that is not in it
     * @param liveness this node's opinion: ALIVE, SUSPECT, DEAD
     * @param disk well, full or failing: with the latter two it takes no writes; empty while it is not known
     * @param tokens how many tokens it has
     * @param owns the share of the ring whose first replica it is, 0 to 1
     * @param loadBytes about how many bytes of data it holds
     * @param wire the wire versions that it speaks, OLDEST-NEWEST; empty while that is not known
     * @param uptimeS seconds since its process started; 0 while that is not known, or it is dead
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Node(
            String id,
            String address,
            String http,
            String cql,
            String datacenter,
            String rack,
            String status,
            String liveness,
            boolean draining,
            String disk,
            int tokens,
            double owns,
            long loadBytes,
            String version,
            String wire,
            long uptimeS) {}
}
