package io.starlingdb.node.cql.run;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.ring.Consistency;
import io.starlingdb.wire.TraceLog;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The options of the requests that one statement makes: all of them share its time. */
final class Deadline {

    private final TimeSource time;
    private final Consistency consistency;
    private final long timeoutNanos;
    private final long endNanos;
    private final @Nullable TraceLog trace;

    Deadline(TimeSource time, Session session) {
        this.time = time;
        this.consistency = Consistency.of(session.consistency());
        this.timeoutNanos = session.timeoutNanos();
        this.trace = session.trace();
        this.endNanos = time.nanoTime() + timeoutNanos;
    }

    /** Options with the time that is left. */
    RequestOptions options() {
        long left = endNanos - time.nanoTime();
        if (left <= 0) {
            throw new StarlingException(
                    ErrorCode.TIMEOUT,
                    "The statement did not end within its " + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms");
        }
        return new RequestOptions(consistency, left, false, null, trace);
    }

    long nowSeconds() {
        return Math.floorDiv(time.wallMicros(), 1_000_000L);
    }
}
