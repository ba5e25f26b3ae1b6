package io.starlingdb.node.record;

import java.util.concurrent.TimeUnit;

/**
 * How long the agreement waits.
 *
 * @param answerNanos for one node's answer, its fsync included. Lower finds dead voters sooner, and gives slow disks up
 * @param backoffNanos before another attempt after the first that failed, on average; doubled with each. It must be some
 *     times the length of an undisturbed attempt, or proposers that meet keep meeting
 * @param backoffMaxNanos the longest such wait
 * @param changeNanos until a change, a founding or a fetch is given up
 */
public record RecordTimings(long answerNanos, long backoffNanos, long backoffMaxNanos, long changeNanos) {
    /** 2 s for an answer, 50 ms to 2 s between attempts, 10 s for all. */
    public static final RecordTimings DEFAULTS = new RecordTimings(
            TimeUnit.SECONDS.toNanos(2),
            TimeUnit.MILLISECONDS.toNanos(50),
            TimeUnit.SECONDS.toNanos(2),
            TimeUnit.SECONDS.toNanos(10));
}
