package io.starlingdb.node.streaming;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.wire.Message;
import org.jspecify.annotations.Nullable;

/**
 * Asks an owner for the entries it holds in a range that the sender is about to own. Answered with {@link StreamPage}, or
 * {@link io.starlingdb.node.replica.Misplaced} if the sender's record is outdated.
 *
 * @param epoch the epoch of the record by which the sender is to own the range: the owner must know it before it answers
 * @param tableId the table
 * @param range {@code (start, end]}, not wrapping
 * @param after the last entry of the page before; null for the first page
 */
record StreamRequest(
        long epoch, int tableId, TokenRange range, @Nullable RowKey after) implements Message {}
