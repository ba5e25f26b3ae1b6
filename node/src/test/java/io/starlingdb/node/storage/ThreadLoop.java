package io.starlingdb.node.storage;

import io.starlingdb.kernel.Cancellable;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A loop on a real thread, with the real clock. */
public final class ThreadLoop implements Scheduler, AutoCloseable {

    /** The machine's clocks. */
    public static final TimeSource TIME = new TimeSource() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public long wallMicros() {
            return System.currentTimeMillis() * 1_000;
        }
    };

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread loop = new Thread(task, "loop");
        loop.setDaemon(true);
        return loop;
    });

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    @Override
    public Cancellable schedule(long delayNanos, Runnable task) {
        Future<?> planned = thread.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
        return () -> planned.cancel(false);
    }

    @Override
    public void close() {
        finish();
    }

    /** Does what was handed over, and takes nothing more. */
    public void finish() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("the loop does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
