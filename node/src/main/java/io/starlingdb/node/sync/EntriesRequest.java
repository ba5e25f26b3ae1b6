package io.starlingdb.node.sync;

import io.starlingdb.node.data.RowKey;
import io.starlingdb.wire.Message;
import java.util.List;

/**
 * Asks a co-replica for its copies of entries that differ. Answered with {@link EntriesReply}.
 *
 * @param epoch the epoch of the record by which the sender chose this replica
 * @param keys of one table, ascending
 */
record EntriesRequest(long epoch, List<RowKey> keys) implements Message {}
