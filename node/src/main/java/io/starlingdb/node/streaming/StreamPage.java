package io.starlingdb.node.streaming;

import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.wire.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a range, ascending, each with its own checksum on the wire.
 *
 * @param end where the next page begins; null at the end of the range
 * @param isGood whether the owner is in good standing and could read all that it holds here
 */
record StreamPage(List<Entry> entries, @Nullable RowKey end, boolean isGood) implements Message {}
