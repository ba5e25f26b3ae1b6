package io.starlingdb.hints;

import io.starlingdb.kernel.TimeSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** When to look through the store: often enough for what waits for it, and never more than a tenth of the time. */
final class PassSchedule {
    /** How often without a special need: hints expire, and the lowest stamp rises, no sooner than this. */
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** The share of time that is not spent on passes, as a multiple of the last one. */
    private static final int PAUSE = 9;

    private final TimeSource time;
    private @Nullable Pass current;
    private long beganNanos;
    private long endedNanos;
    private long tookNanos;
    private boolean hasEnded;

    PassSchedule(TimeSource time) {
        this.time = time;
    }

    @Nullable
    Pass current() {
        return current;
    }

    /** How long to wait before one may begin. */
    long waitNanos(boolean isNeeded) {
        if (!hasEnded) {
            return 0;
        }
        long since = time.nanoTime() - endedNanos;
        return Math.max(0, Math.max(isNeeded ? 0 : PERIOD_NANOS, PAUSE * tookNanos) - since);
    }

    Pass begin(Pass pass) {
        beganNanos = time.nanoTime();
        current = pass;
        return pass;
    }

    void end() {
        current = null;
        endedNanos = time.nanoTime();
        tookNanos = endedNanos - beganNanos;
        hasEnded = true;
    }
}
