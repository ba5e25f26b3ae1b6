package io.starlingdb.node.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * {@code GET /v1/cluster/ring}: who owns which part of the ring. Tokens are texts, as JSON's numbers end at 2^53.
 *
 * @param epoch of the cluster record that says so; 0 before the founding
 * @param ranges ascending by their ends; together the whole ring
 */
public record RingStatus(long epoch, List<Range> ranges) {

    /**
     * The tokens above {@code start}, up to and including {@code end}.
     *
     * @param node the id of the owner: the member whose token is {@code end}
     * @param address the owner's {@code HOST:PORT} between nodes
     * @param replicas ids of all that hold it, if a keyspace was named
     */
    public record Range(
            String start,
            String end,
            String node,
            String address,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> replicas) {}
}
