package io.starlingdb.node.record;

import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** The disk's thread on virtual time: tasks one after another, each taking a while; those of a dead process never run. */
final class SimDiskQueue implements Executor {
    private static final long FASTEST_NANOS = 50_000;
    private static final long SPREAD_NANOS = 8_000_000;

    private final Scheduler scheduler;
    private final TimeSource time;
    private final RandomGenerator random;
    private long freeNanos;

    SimDiskQueue(Scheduler scheduler, TimeSource time, RandomGenerator random) {
        this.scheduler = scheduler;
        this.time = time;
        this.random = random;
        this.freeNanos = time.nanoTime();
    }

    @Override
    public void execute(Runnable task) {
        long now = time.nanoTime();
        freeNanos = Math.max(freeNanos, now) + FASTEST_NANOS + random.nextLong(SPREAD_NANOS);
        scheduler.schedule(freeNanos - now, task);
    }
}
