package io.starlingdb.node.net;

/**
 * When a peer that failed may be dialled again: after {@code first · 2^n}, at most {@code longest}, n counting the failures since it last
 * answered. Dialling happens on demand, so nothing waits here; a caller only asks. Not thread safe.
 */
final class Backoff {
    private final long firstNanos;
    private final long longestNanos;
    private int failures;
    private long openAtNanos;

    Backoff(long firstNanos, long longestNanos) {
        this.firstNanos = firstNanos;
        this.longestNanos = longestNanos;
    }

    boolean permits(long nowNanos) {
        return failures == 0 || nowNanos - openAtNanos >= 0;
    }

    /** A connection was refused or broke; the lanes of one peer that fail together count once. */
    void failed(long nowNanos) {
        if (permits(nowNanos)) {
            openAtNanos = nowNanos + Math.min(longestNanos, firstNanos << Math.min(failures, 20));
            failures++;
        }
    }

    /** The peer is there: it may be dialled at once, and the next failure begins anew. */
    void reset() {
        failures = 0;
    }
}
