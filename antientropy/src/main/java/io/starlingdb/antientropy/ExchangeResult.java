package io.starlingdb.antientropy;

/**
 * How an exchange ended.
 *
 * @param end whether it compared everything
 * @param units how many leaves, or stretches of large ones, were opened
 * @param diffs how many entries differed
 * @param settled what the other said of its settled time, in µs; 0 if it said nothing
 */
public record ExchangeResult(End end, int units, long diffs, long settled) {
    /** Whether an exchange compared everything. */
    public enum End {
        /** Nothing differed. */
        IN_STEP,
        /** All that differed for longer than the patience was mended. */
        MENDED,
        /** Some of what differed was mended; there is more. */
        MORE,
        /** The other's sums are being rebuilt, or it knows another epoch. */
        NOT_READY,
        /** The other did not answer, or reading or joining failed. */
        FAILED
    }

    /** Whether the two hold the same now, but for what came meanwhile. */
    public boolean isComplete() {
        return end == End.IN_STEP || end == End.MENDED;
    }
}
