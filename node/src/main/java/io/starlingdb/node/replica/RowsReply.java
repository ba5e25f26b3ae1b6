package io.starlingdb.node.replica;

import io.starlingdb.node.data.Entry;
import io.starlingdb.wire.Message;
import java.util.List;

/**
 * A replica's copies of entries it was asked for.
 *
 * @param entries those that it has, in the order asked
 * @param answered how many of the keys asked, from the first, this reply speaks for: fewer than all if it would have become too large
 */
record RowsReply(List<Entry> entries, int answered) implements Message {}
