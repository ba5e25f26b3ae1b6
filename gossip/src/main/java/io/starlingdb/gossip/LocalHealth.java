package io.starlingdb.gossip;

/**
 * Doubt in oneself (Lifeguard, 2018, IV.A): a node that misses answers which others would have got, or must refute suspicions, is probably
 * slow itself. The more it is in doubt, the slower it probes and the longer it waits before it suspects others.
 */
final class LocalHealth {

    private final int max;
    private int doubt;

    LocalHealth(int max) {
        this.max = max;
    }

    /** 0 when all is well, up to the configured maximum. */
    int doubt() {
        return doubt;
    }

    /** A probe was answered. */
    void improve() {
        doubt = Math.max(0, doubt - 1);
    }

    /** So many things went wrong that may be this node's own fault. */
    void worsen(int faults) {
        doubt = Math.min(max, doubt + faults);
    }

    /** An interval or timeout, as long as this node's state asks for. */
    long stretch(long nanos) {
        return nanos * (doubt + 1);
    }
}
