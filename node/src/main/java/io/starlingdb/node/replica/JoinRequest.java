package io.starlingdb.node.replica;

import io.starlingdb.node.data.Delta;
import io.starlingdb.wire.Message;

/**
 * Asks a replica to join a delta. Answered with {@link Done} once it is committed, or with {@link Refused}.
 *
 * @param epoch the epoch of the record by which the sender chose this replica
 * @param delta one stamped write
 */
public record JoinRequest(long epoch, Delta delta) implements Message {}
