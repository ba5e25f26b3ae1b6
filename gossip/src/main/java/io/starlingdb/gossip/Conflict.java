package io.starlingdb.gossip;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;

/**
 * A claim that is refused because another node, not dead, holds what is claimed.
 *
 * @param kind what is claimed twice
 * @param claimant the id of the node whose claim is refused
 * @param claimed the endpoint at which that node says to be reached
 * @param holder the id of the node that holds the id or the endpoint
 * @param held the endpoint of the holder
 */
public record Conflict(Kind kind, NodeId claimant, Endpoint claimed, NodeId holder, Endpoint held) {

    /** What is claimed twice. */
    public enum Kind {
        /** One id at two endpoints: a copied data directory, or a node that moved while it is still believed alive. */
        DUPLICATE_ID,
        /** Two ids at one endpoint: a node with an emptied data directory, while its former self is still believed alive. */
        DUPLICATE_ENDPOINT
    }
}
