package io.starlingdb.client.stress;

import java.util.Map;

/**
 * What a load has brought about so far.
 *
 * @param failures by error code
 * @param latencies in microseconds, successes and failures alike
 */
public record StressFigures(
        double seconds, long reads, long writes, Map<String, Long> failures, Percentiles latencies) {

    /** Some points of a distribution, in microseconds. */
    public record Percentiles(double mean, long p50, long p95, long p99, long p999, long max) {}

    public long requests() {
        return reads + writes;
    }

    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    public double perSecond() {
        return seconds <= 0 ? 0 : requests() / seconds;
    }
}
