package io.starlingdb.node.replica;

import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.wire.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replica holds in the interval that it scanned: from where the query begins (or its resume point) up to {@code end}, in the order
 * of the query.
 *
 * @param counts false from a recovering replica: it may lack what it once acknowledged, so the answer counts for nothing
 * @param sum of the versions of all entries of the interval: equal sums mean equal entries
 * @param end the last place scanned, because a limit was reached or the page is full; null if all was scanned
 * @param whole whether {@code entries} are all entries of the interval
 * @param entries what the mode asks for, in the order of the scan; of each partition first the header and the range deletions
 * @param settled up to which stamp every owner of all that was scanned has everything, in µs; 0 if not known
 */
public record ReadReply(
        boolean counts, VersionSum sum, @Nullable ResumePoint end, boolean whole, List<Entry> entries, long settled)
        implements Message {

    public ReadReply(boolean counts, VersionSum sum, @Nullable ResumePoint end, boolean whole, List<Entry> entries) {
        this(counts, sum, end, whole, entries, 0);
    }
}
