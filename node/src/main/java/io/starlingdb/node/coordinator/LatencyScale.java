package io.starlingdb.node.coordinator;

/** Buckets for latencies that grow by a quarter octave (at most 19 % wide), from 1 µs to about 65 s. */
public final class LatencyScale {
    private static final int STEPS_PER_OCTAVE = 4;
    private static final int OCTAVES = 26;

    /** How many buckets there are. */
    public static final int BUCKETS = OCTAVES * STEPS_PER_OCTAVE;

    private LatencyScale() {}

    /** The bucket of a latency. */
    public static int bucket(long nanos) {
        long micros = nanos / 1_000;
        if (micros < STEPS_PER_OCTAVE) {
            return (int) micros;
        }
        int octave = 63 - Long.numberOfLeadingZeros(micros);
        int step = (int) (micros >> (octave - 2)) & (STEPS_PER_OCTAVE - 1);
        return Math.min((octave - 1) * STEPS_PER_OCTAVE + step, BUCKETS - 1);
    }

    /** The upper end of a bucket. */
    public static long upperNanos(int bucket) {
        if (bucket < STEPS_PER_OCTAVE) {
            return (bucket + 1) * 1_000L;
        }
        int octave = bucket / STEPS_PER_OCTAVE + 1;
        int step = bucket % STEPS_PER_OCTAVE;
        return ((long) (STEPS_PER_OCTAVE + step + 1) << (octave - 2)) * 1_000L;
    }
}
