package io.starlingdb.kernel;

/**
 * Runs tasks one after another on the owner's one loop thread. Callable from any thread, never blocks; a task is never run inside the call
 * that handed it over.
 */
public interface Scheduler {

    /** Runs the task as soon as the loop is free, in order of the calls. */
    void execute(Runnable task);

    /**
     * Runs the task once, not before the delay is over.
     *
     * @param delayNanos from now; zero or less means as soon as possible
     */
    Cancellable schedule(long delayNanos, Runnable task);
}
