package io.starlingdb.node.replica;

import io.starlingdb.kernel.Scheduler;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Carries work from the shards' threads to the loop, in order, waking the loop once for all that piles up before it gets there.
 */
final class LoopInbox {
    private final Scheduler loop;
    private final ConcurrentLinkedQueue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isArmed = new AtomicBoolean();

    LoopInbox(Scheduler loop) {
        this.loop = loop;
    }

    /** Runs the task on the loop, behind those posted before. From any thread; never blocks. */
    void post(Runnable task) {
        queue.add(task);
        if (isArmed.compareAndSet(false, true)) {
            loop.execute(this::drain);
        }
    }

    private void drain() {
        // Disarmed first: what is posted from here on either is seen below or wakes the loop again.
        isArmed.set(false);
        for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
            task.run();
        }
    }
}
