package io.starlingdb.node.replica;

import io.starlingdb.kernel.NodeId;

/**
 * Hears of writes that a replica lacks and that nobody keeps for it any more: a hint found no room, was too old, or was lost. Called on the
 * loop; must not block. Nothing depends on it but time: the ranges named here are exchanged first, all others later.
 */
public interface MissedRanges {
    /** Remembers nothing. */
    MissedRanges NONE = (target, token) -> {};

    /**
     * A write to a row is no longer kept for a replica.
     *
     * @param target the replica that may lack it
     * @param token where the row lies
     */
    void missed(NodeId target, long token);
}
