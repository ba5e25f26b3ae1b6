package io.starlingdb.node.simulation;

import java.util.Arrays;

/** Counts what the clients of one run did. An answer that no healthy or unhealthy cluster may give is a violation. */
final class Tally {
    private final long[] reads = new long[Outcome.values().length];
    private final long[] writes = new long[Outcome.values().length];
    private final Violations violations;

    Tally(Violations violations) {
        this.violations = violations;
    }

    void read(Outcome outcome) {
        reads[outcome.ordinal()]++;
    }

    void write(Outcome outcome) {
        writes[outcome.ordinal()]++;
    }

    void surprise(String answer) {
        violations.add("an answer that no client expects: " + answer);
    }

    /** Requests made, however they ended. */
    long operations() {
        return Arrays.stream(reads).sum() + Arrays.stream(writes).sum();
    }

    /** Requests that were done. */
    long done() {
        return reads[Outcome.DONE.ordinal()] + writes[Outcome.DONE.ordinal()];
    }

    @Override
    public String toString() {
        return "reads " + counts(reads) + ", writes " + counts(writes);
    }

    private static String counts(long[] counts) {
        return counts[Outcome.DONE.ordinal()] + " done " + counts[Outcome.REFUSED.ordinal()] + " refused "
                + counts[Outcome.UNKNOWN.ordinal()] + " unknown";
    }
}
