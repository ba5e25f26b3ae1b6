package io.starlingdb.client.console;

import java.util.concurrent.CancellationException;

/**
 * Whether the person has had enough of the statement that runs. The working thread is interrupted, which ends a wait for an answer; and asked for
 * at every row, because an interrupt may be lost on its way through a library. Any thread may {@link #request}.
 */
final class Cancel {
    private final Thread worker = Thread.currentThread();
    private volatile boolean requested;

    void request() {
        requested = true;
        worker.interrupt();
    }

    /** Before a statement: what came too late for the last one is not meant for the next. */
    void reset() {
        requested = false;
        Thread.interrupted();
    }

    /** @throws CancellationException if it was requested */
    void check() {
        if (requested || Thread.currentThread().isInterrupted()) {
            throw new CancellationException("cancelled");
        }
    }
}
