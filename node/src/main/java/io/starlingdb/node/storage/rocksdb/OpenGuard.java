package io.starlingdb.node.storage.rocksdb;

import io.starlingdb.node.storage.EngineClosedException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps native handles from being used after they are freed, which would end the process: every use is counted in and out,
 * nobody is let in once closing has begun, and closing waits until all are out.
 */
final class OpenGuard {

    private static final long CLOSING = 1L << 62;

    /** How many are in, and whether closing has begun. */
    private final AtomicLong users = new AtomicLong();

    /** To be followed by {@link #exit} whatever happens; throws {@link EngineClosedException} once closing has begun. */
    void enter() {
        if (users.incrementAndGet() >= CLOSING) {
            exit();
            throw new EngineClosedException("the storage engine");
        }
    }

    void exit() {
        if (users.decrementAndGet() == CLOSING) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Lets nobody in any more; false if that had begun before. */
    boolean beginClosing() {
        return users.getAndUpdate(state -> state >= CLOSING ? state : state + CLOSING) < CLOSING;
    }

    /** Waits until all are out; false if some are still in after the given time. */
    synchronized boolean awaitExit(long seconds) {
        long until = seconds * 10;
        boolean interrupted = false;
        for (long waited = 0; users.get() != CLOSING && waited < until; waited++) {
            try {
                TimeUnit.MILLISECONDS.timedWait(this, 100);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return users.get() == CLOSING;
    }
}
