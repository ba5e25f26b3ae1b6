package io.starlingdb.node.coordinator;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.data.Delta;
import io.starlingdb.wire.Message;

/**
 * Asks a fallback to keep a write for a replica. Answered with {@link io.starlingdb.node.replica.Done} when the hint is as durable as a write, or
 * with {@link io.starlingdb.node.replica.Refused}.
 *
 * @param target the replica
 * @param delta one stamped write
 */
record KeepHintRequest(NodeId target, Delta delta) implements Message {}
