package io.starlingdb.node.ring;

import io.starlingdb.kernel.NodeId;

/**
 * A member may still hold rows of ranges that it does not own any more. Until it has erased them, durably, it may not own
 * more than it does.
 *
 * @param since the epoch that took the ranges from it
 */
public record Leftover(NodeId node, long since) {}
