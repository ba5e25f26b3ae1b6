package io.starlingdb.node.coordinator;

/**
 * What answers of one node have lately taken: a moving mean, by which the best replica is chosen, and a high quantile, after which
 * a read is hedged.
 *
 * <p>The quantile is kept in the buckets of {@link LatencyScale}. When the total reaches {@link #WINDOW} samples all buckets are
 * halved, so that old samples fade. Plain fields: the loop owns it.
 */
final class LatencyEstimate {
    /** How many samples are kept before they are halved. */
    static final int WINDOW = 2_048;

    /** Weight of a new sample in the mean: 1/16. */
    private static final int MEAN_SHIFT = 4;

    private final int[] buckets = new int[LatencyScale.BUCKETS];
    private int samples;
    private long meanNanos;

    /** An answer took so long. */
    void sample(long nanos) {
        long taken = Math.max(0, nanos);
        meanNanos = samples == 0 ? taken : meanNanos + ((taken - meanNanos) >> MEAN_SHIFT);
        buckets[LatencyScale.bucket(taken)]++;
        if (++samples >= WINDOW) {
            samples = 0;
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] >>= 1;
                samples += buckets[i];
            }
        }
    }

    /** The moving mean; 0 before the first sample, so that a node not known yet is tried. */
    long meanNanos() {
        return meanNanos;
    }

    /** An upper bound for 99 of 100 recent answers; {@code otherwise} with too few samples to say. */
    long p99Nanos(long otherwise) {
        if (samples < 32) {
            return otherwise;
        }
        int above = samples / 100;
        for (int i = buckets.length - 1; i > 0; i--) {
            above -= buckets[i];
            if (above < 0) {
                return LatencyScale.upperNanos(i);
            }
        }
        return LatencyScale.upperNanos(0);
    }
}
