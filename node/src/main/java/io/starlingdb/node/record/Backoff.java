package io.starlingdb.node.record;

import java.util.random.RandomGenerator;

/**
 * The waits between attempts: random, so that proposers which met do not meet again, and twice as long each time on average,
 * so that however many they are, some attempt gets through undisturbed.
 */
final class Backoff {
    private final RecordTimings timings;
    private final RandomGenerator random;
    private long meanNanos;

    Backoff(RecordTimings timings, RandomGenerator random) {
        this.timings = timings;
        this.random = random;
        this.meanNanos = timings.backoffNanos();
    }

    long nextNanos() {
        long drawn = meanNanos / 4 + random.nextLong(meanNanos * 3 / 2);
        meanNanos = Math.min(meanNanos * 2, timings.backoffMaxNanos());
        return drawn;
    }
}
