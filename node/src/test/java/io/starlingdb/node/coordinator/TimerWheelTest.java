package io.starlingdb.node.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.Cancellable;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long TICK = 2 * MILLI;

    /** Virtual time with one queue of tasks. */
    private static final class VirtualLoop implements Scheduler, TimeSource {
        private record Task(long at, long order, Runnable body) {}

        private final PriorityQueue<Task> tasks =
                new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
        private long now = 12_345;
        private long order;

        @Override
        public void execute(Runnable task) {
            schedule(0, task);
        }

        @Override
        public Cancellable schedule(long delayNanos, Runnable task) {
            tasks.add(new Task(now + Math.max(0, delayNanos), order++, task));
            return () -> {};
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public long wallMicros() {
            return now / 1_000;
        }

        void runUntil(long end) {
            while (!tasks.isEmpty() && tasks.element().at() <= end) {
                Task task = tasks.remove();
                now = task.at();
                task.body().run();
            }
            now = end;
        }
    }

    @Property(tries = 300)
    void shouldFireEachTimerOnceWithinTwoTicksUnlessCancelled(@ForAll long seed) {
        Random random = new Random(seed);
        VirtualLoop loop = new VirtualLoop();
        TimerWheel wheel = new TimerWheel(loop, loop);
        List<Long> due = new ArrayList<>();
        List<Long> fired = new ArrayList<>();
        List<Boolean> cancelled = new ArrayList<>();
        List<TimerWheel.Timer> timers = new ArrayList<>();
        for (int step = 0; step < 200; step++) {
            if (random.nextInt(3) > 0) {
                int number = due.size();
                long reach = random.nextInt(10) == 0 ? 60_000 : 50;
                due.add(loop.nanoTime() + (long) (random.nextDouble() * reach * MILLI) - MILLI);
                fired.add(0L);
                cancelled.add(false);
                timers.add(wheel.at(due.get(number), () -> {
                    assertThat(fired.get(number)).isZero();
                    fired.set(number, loop.nanoTime());
                    if (random.nextBoolean()) {
                        cancel(timers, cancelled, fired, random);
                    }
                }));
            } else if (random.nextBoolean()) {
                cancel(timers, cancelled, fired, random);
            } else {
                loop.runUntil(loop.nanoTime() + random.nextInt(40) * MILLI);
            }
        }
        loop.runUntil(loop.nanoTime() + 70_000 * MILLI);
        for (int i = 0; i < due.size(); i++) {
            if (cancelled.get(i)) {
                assertThat(fired.get(i)).isZero();
            } else {
                assertThat(fired.get(i)).isBetween(due.get(i), due.get(i) + 2 * TICK);
            }
        }
    }

    private static void cancel(
            List<TimerWheel.Timer> timers, List<Boolean> cancelled, List<Long> fired, Random random) {
        if (timers.isEmpty()) {
            return;
        }
        int victim = random.nextInt(timers.size());
        timers.get(victim).cancel();
        if (fired.get(victim) == 0) {
            cancelled.set(victim, true);
        }
    }

    @Test
    void shouldFireATimerThatAnotherSetWhileFiring() {
        VirtualLoop loop = new VirtualLoop();
        TimerWheel wheel = new TimerWheel(loop, loop);
        List<Long> fired = new ArrayList<>();
        wheel.at(loop.nanoTime(), () -> wheel.at(loop.nanoTime(), () -> fired.add(loop.nanoTime())));
        loop.runUntil(20 * MILLI);
        assertThat(fired).hasSize(1);
        assertThat(fired.get(0)).isLessThan(4 * TICK);
    }

    @Test
    void shouldSleepWhenNothingIsSet() {
        VirtualLoop loop = new VirtualLoop();
        TimerWheel wheel = new TimerWheel(loop, loop);
        wheel.at(5 * MILLI, () -> {}).cancel();
        loop.runUntil(60_000 * MILLI);
        assertThat(loop.tasks).isEmpty();
    }
}
