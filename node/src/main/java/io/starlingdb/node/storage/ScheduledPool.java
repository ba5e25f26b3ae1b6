package io.starlingdb.node.storage;

import io.starlingdb.kernel.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Runs each job a drawn while after it came, so that jobs overtake one another as they do on threads. */
final class ScheduledPool implements WorkPool {

    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final long delayNanosMax;
    private final int capacity;
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean closed;

    ScheduledPool(Scheduler scheduler, RandomGenerator random, long delayNanosMax, int capacity) {
        this.scheduler = scheduler;
        this.random = random;
        this.delayNanosMax = delayNanosMax;
        this.capacity = capacity;
    }

    @Override
    public boolean execute(Runnable job) {
        if (closed || waiting.size() >= capacity) {
            return false;
        }
        waiting.add(job);
        scheduler.schedule(ScheduledDelays.draw(random, delayNanosMax), () -> run(job));
        return true;
    }

    @Override
    public int queued() {
        return waiting.size();
    }

    /** Runs all jobs now. */
    void finish() {
        while (!waiting.isEmpty()) {
            run(waiting.get(0));
        }
    }

    @Override
    public void close() {
        closed = true;
        finish();
    }

    private void run(Runnable job) {
        if (waiting.remove(job)) {
            job.run();
        }
    }
}
