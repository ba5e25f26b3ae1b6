package io.starlingdb.node.metrics;

import java.util.List;

/**
 * Where a distribution is cut when it is exposed. Within the process it is kept finer, to two digits; the buckets are few because each
 * costs one line in every scrape of every series.
 *
 * @param bounds upper bounds, inclusive, ascending, in the unit that is recorded
 * @param unit how many of what is recorded make one of what is exposed
 */
record Buckets(List<Long> bounds, double unit) {
    static final Buckets NONE = new Buckets(List.of(), 1);

    /** Recorded in nanoseconds, exposed in seconds: 100 µs to 10 s. */
    static final Buckets SECONDS = new Buckets(
            List.of(
                    100_000L,
                    250_000L,
                    500_000L,
                    1_000_000L,
                    2_500_000L,
                    5_000_000L,
                    10_000_000L,
                    25_000_000L,
                    50_000_000L,
                    100_000_000L,
                    250_000_000L,
                    500_000_000L,
                    1_000_000_000L,
                    2_500_000_000L,
                    5_000_000_000L,
                    10_000_000_000L),
            1e9);

    /** One to some thousands. */
    static final Buckets COUNTS = new Buckets(List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 1024L), 1);

    /** The least difference that is worth keeping. */
    long grain() {
        return unit > 1 ? 1_000 : 1;
    }

    /** The largest value that is told apart from larger ones. */
    long largest() {
        return bounds.get(bounds.size() - 1) * 8;
    }
}
