package io.starlingdb.node.coordinator;

import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The timers of all requests in flight, on one task of the scheduler.
 *
 * <p>Each request has a timer for its hedge and its deadline, and nearly none ever fires. So setting and cancelling must cost next to
 * nothing: a wheel of {@value #SLOTS} slots, {@value #TICK_MILLIS} ms each, a doubly linked list in each, and a bitmap of the slots that
 * are not empty, by which the one task sleeps until the next of them. A timer fires up to one tick late, never early. One further away
 * than a turn of the wheel (16 s) stays in its slot for as many turns as it needs. After Varghese and Lauck 1987, scheme 6.
 *
 * <p>The loop owns it.
 */
final class TimerWheel {
    private static final int TICK_MILLIS = 2;
    private static final int SLOTS = 8_192;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
    private static final int MASK = SLOTS - 1;
    private static final long ASLEEP = Long.MAX_VALUE;

    private final TimeSource time;
    private final Scheduler scheduler;
    private final long originNanos;
    private final @Nullable Timer[] slots = new @Nullable Timer[SLOTS];
    private final long[] occupied = new long[SLOTS / Long.SIZE];
    private long doneTick;
    private long wakeTick = ASLEEP;

    TimerWheel(TimeSource time, Scheduler scheduler) {
        this.time = time;
        this.scheduler = scheduler;
        this.originNanos = time.nanoTime();
    }

    /** Runs the task on the loop at {@code atNanos} of the monotonic clock, or a tick later. */
    Timer at(long atNanos, Runnable task) {
        long tick = Math.max(doneTick + 1, Math.floorDiv(atNanos - originNanos, TICK_NANOS) + 1);
        Timer timer = new Timer(tick, task);
        int slot = (int) tick & MASK;
        Timer head = slots[slot];
        timer.next = head;
        if (head != null) {
            head.previous = timer;
        }
        slots[slot] = timer;
        occupied[slot >> 6] |= 1L << slot;
        wakeAt(tick);
        return timer;
    }

    private void wakeAt(long tick) {
        if (tick < wakeTick) {
            wakeTick = tick;
            scheduler.schedule(originNanos + tick * TICK_NANOS - time.nanoTime(), () -> wake(tick));
        }
    }

    private void wake(long tick) {
        if (tick != wakeTick) {
            return; // an earlier one was set after it, and has done its work or will set the next
        }
        wakeTick = ASLEEP;
        long now = Math.floorDiv(time.nanoTime() - originNanos, TICK_NANOS);
        // More than a turn behind, every slot is looked at once.
        long from = Math.max(doneTick + 1, now - SLOTS + 1);
        doneTick = Math.max(doneTick, now); // what a task sets from here on is for later ticks
        for (long t = nextOccupied(from, now); t <= now; t = nextOccupied(t + 1, now)) {
            fire((int) t & MASK, now);
        }
        long next = nextOccupied(doneTick + 1, doneTick + SLOTS);
        if (next <= doneTick + SLOTS) {
            wakeAt(next);
        }
    }

    /** The first tick in {@code [from, to]} whose slot is not empty, or {@code to + 1}. */
    private long nextOccupied(long from, long to) {
        long tick = from;
        while (tick <= to) {
            int slot = (int) tick & MASK;
            long rest = occupied[slot >> 6] >>> slot;
            if (rest != 0) {
                return Math.min(to + 1, tick + Long.numberOfTrailingZeros(rest));
            }
            tick += Long.SIZE - (slot & (Long.SIZE - 1));
        }
        return to + 1;
    }

    private void fire(int slot, long now) {
        Timer timer = slots[slot];
        while (timer != null) {
            Timer next = timer.next;
            Runnable task = timer.task; // null if a task run before cancelled it; its link onwards still holds
            if (task != null && timer.tick <= now) {
                timer.cancel();
                task.run();
            }
            timer = next;
        }
    }

    /** One timer. */
    final class Timer {
        private final long tick;
        private @Nullable Runnable task;
        private @Nullable Timer previous;
        private @Nullable Timer next;

        private Timer(long tick, Runnable task) {
            this.tick = tick;
            this.task = task;
        }

        /** Forgets the task if it has not run. */
        void cancel() {
            if (task == null) {
                return;
            }
            task = null;
            if (previous != null) {
                previous.next = next;
            } else {
                int slot = (int) tick & MASK;
                slots[slot] = next;
                if (next == null) {
                    occupied[slot >> 6] &= ~(1L << slot);
                }
            }
            if (next != null) {
                next.previous = previous;
            }
        }
    }
}
