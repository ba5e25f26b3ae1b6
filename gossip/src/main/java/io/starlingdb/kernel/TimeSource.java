package io.starlingdb.kernel;

/** Tells time. Callable from any thread, never blocks. */
public interface TimeSource {

    /** Monotonic nanoseconds from an arbitrary origin of this process: only differences mean anything, and only on this node. */
    long nanoTime();

    /** The wall clock: microseconds since 1970-01-01 UTC. May jump both ways and may be wrong. */
    long wallMicros();
}
