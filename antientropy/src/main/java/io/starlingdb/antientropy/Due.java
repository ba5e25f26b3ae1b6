package io.starlingdb.antientropy;

/** Due times: whole minutes since 1970. */
public final class Due {
    /** Nothing is settled: everything is compared. */
    public static final long NEVER = 0;

    private static final long MICROS_PER_MINUTE = 60_000_000L;

    private Due() {}

    /** The last minute whose purges are done at this settled time. */
    public static long doneAt(long settledMicros) {
        return Math.max(NEVER, Math.floorDiv(settledMicros, MICROS_PER_MINUTE));
    }
}
