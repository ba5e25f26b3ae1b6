package io.starlingdb.kernel;

/** A scheduled task that may be called off. */
@FunctionalInterface
public interface Cancellable {

    /** The task will not run unless it has begun; calling this again, or after it ran, changes nothing. */
    void cancel();
}
