package io.starlingdb.node.replica;

import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.wire.Message;

/**
 * Asks one replica to scan what a query is about.
 *
 * @param epoch the epoch of the record by which the sender chose this replica
 * @param mode how much to answer
 * @param query what to scan; its target is one partition, or a range that does not wrap and that this replica holds
 */
public record ReadRequest(long epoch, ReadMode mode, ReadQuery query) implements Message {}
