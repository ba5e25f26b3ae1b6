package io.starlingdb.node.sync;

import io.starlingdb.node.data.Entry;
import io.starlingdb.wire.Message;
import java.util.List;

/**
 * Gives a co-replica entries that differ, to be joined. Answered with {@link EntriesReply}: those of them of which it now has more than was given.
 *
 * @param epoch the epoch of the record by which the sender chose this replica
 * @param entries of one table, ascending
 */
record EntriesPush(long epoch, List<Entry> entries) implements Message {}
