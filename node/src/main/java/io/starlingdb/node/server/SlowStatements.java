package io.starlingdb.node.server;

import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.cql.StatementListener;
import io.starlingdb.node.cql.run.Session;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the CQL statements that took long, by their text: bound values, which may be nobody's business, are not in it. Under trouble everything is
 * slow, so at most {@link #LINES_PER_SECOND} are logged, and how many were not. Loop only.
 */
final class SlowStatements implements StatementListener {
    static final int LINES_PER_SECOND = 10;

    private static final Logger LOG = LoggerFactory.getLogger(SlowStatements.class);
    private static final int TEXT_MAX = 1_000;

    private final TimeSource time;
    private final long slowNanos;
    private long secondBeganNanos;
    private int lines;
    private long skipped;

    /** @param slowNanos what takes longer is logged */
    SlowStatements(TimeSource time, long slowNanos) {
        this.time = time;
        this.slowNanos = slowNanos;
        this.secondBeganNanos = time.nanoTime();
    }

    @Override
    public void ended(String statement, Session session, long nanos, @Nullable Throwable failure) {
        if (nanos < slowNanos || !mayLog()) {
            return;
        }
        String text = statement.length() <= TEXT_MAX ? statement : statement.substring(0, TEXT_MAX) + " ...";
        LOG.warn(
                "Slow statement: {} ms, {}, keyspace {}{}: {}",
                TimeUnit.NANOSECONDS.toMillis(nanos),
                failure == null ? "done" : (failure instanceof CompletionException ? failure.getCause() : failure),
                session.keyspace(),
                skipped == 0 ? "" : " (" + skipped + " more before it were not logged)",
                text);
        skipped = 0;
    }

    private boolean mayLog() {
        long now = time.nanoTime();
        if (now - secondBeganNanos >= TimeUnit.SECONDS.toNanos(1)) {
            secondBeganNanos = now;
            lines = 0;
        }
        if (lines == LINES_PER_SECOND) {
            skipped++;
            return false;
        }
        lines++;
        return true;
    }
}
