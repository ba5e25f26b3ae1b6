package io.starlingdb.sim;

import io.starlingdb.kernel.TimeSource;

/**
 * The clocks of one node: a monotonic one with an origin and a rate of its own, and a wall clock that may be wrong by minutes and jump. A
 * node that compares another's clock with its own is found out.
 */
public final class SimClock implements TimeSource {

    /** What right wall clocks show when a world begins: 2026-11-23 00:00 UTC, in microseconds. */
    public static final long WALL_START_MICROS = 1_795_392_000_000_000L;

    private static final long MILLION = 1_000_000L;
    private static final long MINUTE_MICROS = 60 * MILLION;

    private final SimTime time;
    private final FaultCounts counts;
    private final long originNanos;
    private final long driftPerMillion;
    private long skewMicros;

    SimClock(SimTime time, FaultCounts counts, long originNanos, long driftPerMillion) {
        this.time = time;
        this.counts = counts;
        this.originNanos = originNanos;
        this.driftPerMillion = driftPerMillion;
    }

    @Override
    public long nanoTime() {
        long now = time.nowNanos();
        return originNanos + now + now / MILLION * driftPerMillion;
    }

    @Override
    public long wallMicros() {
        return WALL_START_MICROS + time.nowNanos() / 1000 + skewMicros;
    }

    /** By how much the wall clock is wrong: ahead if positive. */
    public long skewMicros() {
        return skewMicros;
    }

    /** Lets the wall clock jump to be wrong by so much; 0 sets it right. */
    public void skew(long micros) {
        if (micros != skewMicros) {
            if (Math.abs(micros) >= MINUTE_MICROS) {
                counts.add(FaultKind.CLOCK_SKEW);
            }
            if (time.nowNanos() > 0) {
                counts.add(FaultKind.CLOCK_JUMP);
            }
            skewMicros = micros;
        }
    }

    void setRight() {
        skewMicros = 0;
    }

    /** How long the world waits until this node's monotonic clock has certainly moved by so much. */
    long toWorldNanos(long nanos) {
        return nanos <= 0 ? 0 : nanos - nanos / MILLION * driftPerMillion + 2 * Math.abs(driftPerMillion);
    }
}
