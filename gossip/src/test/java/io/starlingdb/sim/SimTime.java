package io.starlingdb.sim;

import io.starlingdb.kernel.Cancellable;
import java.util.function.BooleanSupplier;

/**
 * Virtual time: begins at 0 and stands still while something happens. All that is to happen in a world waits in one queue; each step takes
 * the earliest and moves time there.
 */
public final class SimTime {

    private final SimQueue queue = new SimQueue();
    private long nowNanos;
    private long steps;

    SimTime() {}

    /** Nanoseconds since the world began. */
    public long nowNanos() {
        return nowNanos;
    }

    /** How many events have happened. */
    public long steps() {
        return steps;
    }

    /** Lets something happen that belongs to no node: the test's own doing. Crashes do not cancel it. */
    public Cancellable after(long delayNanos, Runnable task) {
        WorldEvent event = new WorldEvent(task);
        add(event, delayNanos);
        return () -> queue.remove(event);
    }

    /** Lets the next event happen; false if there is none. */
    public boolean step() {
        SimEvent event = queue.poll();
        if (event == null) {
            return false;
        }
        nowNanos = event.atNanos;
        steps++;
        event.happen();
        return true;
    }

    /** Lets everything happen that is due within the given time, and moves time to its end. */
    public void runFor(long nanos) {
        long end = nowNanos + nanos;
        for (SimEvent next = queue.peek(); next != null && next.atNanos <= end; next = queue.peek()) {
            step();
        }
        nowNanos = end;
    }

    /**
     * Steps until the condition holds, checked before each step.
     *
     * @return whether it held within the given time; if not, time stands at its end
     */
    public boolean runUntil(BooleanSupplier condition, long nanosMax) {
        long end = nowNanos + nanosMax;
        while (!condition.getAsBoolean()) {
            SimEvent next = queue.peek();
            if (next == null || next.atNanos > end) {
                nowNanos = end;
                return false;
            }
            step();
        }
        return true;
    }

    void add(SimEvent event, long delayNanos) {
        queue.add(event, nowNanos + Math.max(0, delayNanos));
    }

    void remove(SimEvent event) {
        queue.remove(event);
    }

    /** A task of the test. */
    private static final class WorldEvent extends SimEvent {
        private final Runnable task;

        WorldEvent(Runnable task) {
            this.task = task;
        }

        @Override
        void happen() {
            task.run();
        }
    }
}
