package io.starlingdb.node.replica;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.wire.Message;
import org.jspecify.annotations.Nullable;

/**
 * Asks a co-replica for the versions of the entries it holds in a range, in the order of their keys. Answered with a {@link VersionsPage}.
 *
 * @param epoch the epoch of the record by which the sender chose this replica
 * @param tableId the table
 * @param range {@code (start, end]}, not wrapping, that both hold
 * @param after the last entry of the page before; null for the first page
 * @param entriesMax how many to answer at most
 */
record VersionsRequest(
        long epoch, int tableId, TokenRange range, @Nullable RowKey after, int entriesMax) implements Message {}
