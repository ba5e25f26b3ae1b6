package io.starlingdb.node.sync;

import io.starlingdb.node.data.Entry;
import io.starlingdb.wire.Message;
import java.util.List;

/**
 * A replica's copies of entries.
 *
 * @param entries ascending
 * @param answered how many of the keys asked for, from the first, this reply speaks for: fewer than all if it would have become too large
 */
record EntriesReply(List<Entry> entries, int answered) implements Message {}
