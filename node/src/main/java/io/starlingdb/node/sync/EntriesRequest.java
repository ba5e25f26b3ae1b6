package io.starlingdb.node.sync;

import io.starlingdb.node.data.RowKey;
import io.starlingdb.wire.Message;
import java.util.List;

/**
 * Asks a co-replica for its copies of entries. Answered with {@link EntriesReply}.
 *
 * @param epoch the epoch of the record by which the sender chose this replica
 * @param settled up to which stamp the entries' scope is settled as the sender knows it, in µs
 * @param keys of one scope, ascending
 */
record EntriesRequest(long epoch, long settled, List<RowKey> keys) implements Message {}
