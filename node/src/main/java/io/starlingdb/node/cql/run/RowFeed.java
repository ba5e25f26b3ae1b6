package io.starlingdb.node.cql.run;

import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.data.VisibleRow;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages and hands their rows to a consumer one by one, until it wants no more or there are none. Holds one page at a
 * time, and knows after each row where to go on.
 *
 * <p>A partition without rows gives one row of its static columns if the statement wants such; a DISTINCT statement gets one
 * row of every partition.
 */
final class RowFeed {

    /** How many rows one read asks for at most. */
    static final int PAGE_ROWS_MAX = 2_000;

    /** Takes rows. */
    interface Consumer {
        /** How many rows it would still take, as far as it knows; none ends the reading. */
        int wanted();

        /**
         * Takes a row; false to refuse it, which ends the reading in front of it.
         *
         * @param row null for the static columns alone
         */
        boolean take(PartitionRows partition, @Nullable VisibleRow row);
    }

    private final Pages pages;
    private final boolean distinct;
    private final boolean staticsAlone;
    private final Consumer consumer;
    private @Nullable Position position;

    RowFeed(Pages pages, boolean distinct, boolean staticsAlone, Position start, Consumer consumer) {
        this.pages = pages;
        this.distinct = distinct;
        this.staticsAlone = staticsAlone;
        this.consumer = consumer;
        this.position = start;
    }

    /** Reads to the end, or until the consumer has enough; {@link #position} then tells where that was. */
    CompletableFuture<Void> run() {
        return AsyncLoop.whileTrue(this::step);
    }

    /** Where to go on; null when there is nothing more to read. */
    @Nullable
    Position position() {
        return position;
    }

    private CompletableFuture<Boolean> step() {
        Position from = position;
        int wanted = consumer.wanted();
        if (from == null || wanted <= 0) {
            return CompletableFuture.completedFuture(false);
        }
        return pages.next(from, Math.min(wanted, PAGE_ROWS_MAX)).thenApply(page -> feed(from, page));
    }

    /** Whether to read on. */
    private boolean feed(Position from, Pages.Page page) {
        for (Pages.Part part : page.parts()) {
            if (!feed(from, part)) {
                return false;
            }
        }
        position = page.more();
        return true;
    }

    private boolean feed(Position from, Pages.Part part) {
        PartitionRows partition = part.rows();
        if (distinct || partition.rows().isEmpty()) {
            boolean gives = distinct || (staticsAlone && partition.statics() != null);
            if (gives && !isContinued(from, partition) && !consumer.take(partition, null)) {
                return false;
            }
            position = after(part, null, 0);
            return true;
        }
        ResumePoint after = from.after();
        int taken = after != null && isContinued(from, partition) ? after.rowsOfPartition() : 0;
        for (VisibleRow row : partition.rows()) {
            if (!consumer.take(partition, row)) {
                return false;
            }
            position = after(part, row.clustering(), ++taken);
        }
        return true;
    }

    private static Position after(Pages.Part part, byte @Nullable [] clustering, int taken) {
        PartitionRows partition = part.rows();
        return new Position(part.key(), new ResumePoint(partition.key(), partition.token(), clustering, taken));
    }

    /** Whether an earlier page has given rows of the partition. */
    private static boolean isContinued(Position from, PartitionRows partition) {
        ResumePoint after = from.after();
        return after != null && Arrays.equals(after.partitionKey(), partition.key());
    }
}
