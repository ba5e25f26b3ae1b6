package io.starlingdb.node.replica;

import io.starlingdb.node.data.Entry;
import io.starlingdb.wire.Message;
import java.util.List;

/**
 * Asks a replica to join whole copies of entries. Answered with {@link Done} once all are committed, or with {@link Refused}.
 *
 * @param epoch the epoch of the record by which the sender chose this replica
 * @param entries of one table, those of a partition next to each other
 */
public record RepairRequest(long epoch, List<Entry> entries) implements Message {}
