package io.starlingdb.node.server;

import io.starlingdb.kernel.TimeSource;
import java.time.Instant;

/** The machine's clocks. */
final class SystemTime implements TimeSource {
    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long wallMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }
}
