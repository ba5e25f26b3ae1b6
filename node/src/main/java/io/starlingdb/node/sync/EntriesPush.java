package io.starlingdb.node.sync;

import io.starlingdb.node.data.Entry;
import io.starlingdb.wire.Message;
import java.util.List;

/**
 * Gives a co-replica entries that differ, to be joined. Answered with {@link EntriesReply}: those of them of which it now has more than was given.
 *
 * @param epoch the epoch of the record by which the sender chose this replica
 * @param settled up to which stamp the entries' scope is settled as the sender knows it, in µs
 * @param fence what the receiver told when the exchange began: pushed later than it allows, nothing is taken
 * @param entries of one table and scope, ascending
 */
record EntriesPush(long epoch, long settled, long fence, List<Entry> entries) implements Message {}
