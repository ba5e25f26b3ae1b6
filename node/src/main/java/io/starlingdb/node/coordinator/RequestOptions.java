package io.starlingdb.node.coordinator;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.node.ring.Consistency;
import io.starlingdb.node.version.CausalContext;
import io.starlingdb.wire.TraceLog;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How one request is to be done.
 *
 * @param consistency how many replicas must answer
 * @param timeoutNanos how long the client waits, from now; every node that works for the request drops the work after that
 * @param sloppy whether hints kept by fallbacks count towards a write's level
 * @param atLeast for reads of one row: answer nothing older than this (guarantee 6), asking more replicas than the level if need be
 * @param trace takes what is done for the request, here and on other nodes; null if nobody wants to know
 */
public record RequestOptions(
        Consistency consistency,
        long timeoutNanos,
        boolean sloppy,
        @Nullable CausalContext atLeast,
        @Nullable TraceLog trace) {
    /** Ten seconds, the time a request has when nobody says otherwise. */
    public static final long DEFAULT_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

    public RequestOptions {
        if (timeoutNanos <= 0) {
            throw new IllegalArgumentException("a request needs some time, not " + timeoutNanos + " ns");
        }
    }

    /** The default timeout, strict, no context. */
    public static RequestOptions at(ConsistencyLevel level) {
        return at(Consistency.of(level));
    }

    /** The default timeout, strict, no context. */
    public static RequestOptions at(Consistency consistency) {
        return new RequestOptions(consistency, DEFAULT_TIMEOUT_NANOS, false, null, null);
    }

    public RequestOptions withTimeoutNanos(long nanos) {
        return new RequestOptions(consistency, nanos, sloppy, atLeast, trace);
    }

    public RequestOptions withSloppy(boolean wanted) {
        return new RequestOptions(consistency, timeoutNanos, wanted, atLeast, trace);
    }

    public RequestOptions withAtLeast(@Nullable CausalContext context) {
        return new RequestOptions(consistency, timeoutNanos, sloppy, context, trace);
    }

    public RequestOptions withTrace(@Nullable TraceLog log) {
        return new RequestOptions(consistency, timeoutNanos, sloppy, atLeast, log);
    }
}
