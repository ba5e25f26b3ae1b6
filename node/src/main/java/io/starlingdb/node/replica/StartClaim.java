package io.starlingdb.node.replica;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.wire.Message;

/**
 * A node says that it begins the {@code start}-th life of its directory, and asks which lives of it are remembered. Answered by a
 * {@link StartMemory} once it is remembered durably.
 *
 * @param node who it is
 * @param start the number of its start, from 1
 * @param mark names this life, so that a claim that is repeated is not taken for another life's
 */
record StartClaim(NodeId node, long start, long mark) implements Message {}
