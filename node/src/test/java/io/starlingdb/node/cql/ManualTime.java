package io.starlingdb.node.cql;

import io.starlingdb.kernel.TimeSource;

/** A clock that stands still until it is moved. */
final class ManualTime implements TimeSource {

    /** 2026-11-23T00:00:00Z. */
    static final long START_MICROS = 1_795_392_000_000_000L;

    private long micros = START_MICROS;

    void advanceSeconds(long seconds) {
        micros += seconds * 1_000_000;
    }

    @Override
    public long nanoTime() {
        return (micros - START_MICROS) * 1000;
    }

    @Override
    public long wallMicros() {
        return micros;
    }
}
