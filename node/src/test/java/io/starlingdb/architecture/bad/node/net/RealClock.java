package io.starlingdb.architecture.bad.node.net;

/** A production binding: allowed. */
public final class RealClock {

    long now() {
        return System.nanoTime();
    }
}
