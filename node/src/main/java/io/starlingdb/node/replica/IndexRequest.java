package io.starlingdb.node.replica;

import io.starlingdb.node.data.IndexQuery;
import io.starlingdb.wire.Message;

/**
 * Asks a replica which of its rows an index finds. Answered with an {@link IndexReply}.
 *
 * @param epoch the epoch of the record by which the sender chose this replica
 */
public record IndexRequest(long epoch, IndexQuery query) implements Message {}
