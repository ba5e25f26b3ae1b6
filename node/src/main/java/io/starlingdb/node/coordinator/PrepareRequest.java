package io.starlingdb.node.coordinator;

import io.starlingdb.node.data.Mutation;
import io.starlingdb.wire.Message;

/**
 * Asks a replica to give a mutation of a logged batch its dot, without joining it. Answered with {@link Prepared} or {@link
 * io.starlingdb.node.replica.Refused}. Asked twice there are two dots, of which one is never used.
 *
 * @param epoch of the record by which the replica was chosen
 */
record PrepareRequest(long epoch, Mutation mutation) implements Message {}
