package io.starlingdb.sim;

import io.starlingdb.kernel.Cancellable;
import io.starlingdb.kernel.Scheduler;

/** The loop of one life of a node: ends with that life, and none of its tasks runs after. */
public final class SimScheduler implements Scheduler {

    private final SimWorld world;
    private final SimNode node;
    private boolean stopped;

    SimScheduler(SimWorld world, SimNode node) {
        this.world = world;
        this.node = node;
    }

    @Override
    public void execute(Runnable task) {
        schedule(0, task);
    }

    @Override
    public Cancellable schedule(long delayNanos, Runnable task) {
        Task event = new Task(this, task);
        if (!stopped) {
            world.time().add(event, node.clock().toWorldNanos(delayNanos));
        }
        return event;
    }

    /** Cancels all tasks; later ones are ignored. */
    public void stop() {
        stopped = true;
    }

    public boolean isStopped() {
        return stopped;
    }

    private static final class Task extends SimEvent implements Cancellable {
        private final SimScheduler scheduler;
        private final Runnable task;

        Task(SimScheduler scheduler, Runnable task) {
            this.scheduler = scheduler;
            this.task = task;
        }

        @Override
        void happen() {
            if (scheduler.stopped || scheduler.node.postponeWhilePaused(this)) {
                return;
            }
            scheduler.world.log().task(atNanos, scheduler.node.index());
            task.run();
        }

        @Override
        public void cancel() {
            scheduler.world.time().remove(this);
        }
    }
}
