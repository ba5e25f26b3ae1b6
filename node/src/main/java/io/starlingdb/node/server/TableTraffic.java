package io.starlingdb.node.server;

/** What this node has coordinated for one table since it started. Loop only. */
final class TableTraffic {
    private long reads;
    private long readNanos;
    private long writes;
    private long writeNanos;
    private long failures;

    void read(long nanos, boolean failed) {
        reads++;
        readNanos += nanos;
        failures += failed ? 1 : 0;
    }

    void write(long nanos, boolean failed) {
        writes++;
        writeNanos += nanos;
        failures += failed ? 1 : 0;
    }

    long reads() {
        return reads;
    }

    long readMeanMicros() {
        return reads == 0 ? 0 : readNanos / reads / 1_000;
    }

    long writes() {
        return writes;
    }

    long writeMeanMicros() {
        return writes == 0 ? 0 : writeNanos / writes / 1_000;
    }

    long failures() {
        return failures;
    }
}
