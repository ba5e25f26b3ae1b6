package io.starlingdb.node.storage.benchmark;

import io.starlingdb.kernel.Cancellable;
import io.starlingdb.kernel.Scheduler;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A loop about as cheap as an event loop: a queue and one parked thread. It has no timers. */
final class BusyLoop implements Scheduler, AutoCloseable {

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "loop");
    private volatile boolean closed;

    BusyLoop() {
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public Cancellable schedule(long delayNanos, Runnable task) {
        throw new IllegalStateException("a loop without timers");
    }

    private void run() {
        while (!closed) {
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
            } else {
                asleep.set(true);
                if (tasks.isEmpty() && !closed) {
                    LockSupport.park(this);
                }
                asleep.set(false);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
