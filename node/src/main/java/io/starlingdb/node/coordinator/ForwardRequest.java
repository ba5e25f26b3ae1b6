package io.starlingdb.node.coordinator;

import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.ring.Consistency;
import io.starlingdb.wire.Message;

/**
 * Hands a write to a replica of its row, which gives it a dot and counts the acknowledgements. Answered with {@link ForwardDone} or {@link
 * ForwardFailed}.
 *
 * @param epoch the epoch of the record by which the sender chose this replica
 * @param number tells it from all else that its sender ever forwarded: a repeated frame is not issued again
 * @param receiverStart which start of the receiver is meant: one that was started since may have issued it before
 * @param mutation fixed by the sender: its stamp, and where it is sent again its timestamp
 * @param consistency how many replicas must acknowledge it
 */
record ForwardRequest(long epoch, long number, long receiverStart, Mutation mutation, Consistency consistency)
        implements Message {}
