package io.starlingdb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeadlineWheelTest {

    private static final long MILLI = 1_000_000;

    /** Against a plain list that is searched each time. */
    @Test
    void shouldHandOutEachEntryAfterItsDeadlineAndAtMostATickLate() {
        for (int seed = 1; seed <= 30; seed++) {
            Random random = new Random(seed);
            long now = random.nextLong();
            DeadlineWheel wheel = new DeadlineWheel(now);
            List<Timed> waiting = new ArrayList<>();
            for (int step = 0; step < 3_000; step++) {
                for (int added = random.nextInt(3); added > 0; added--) {
                    Timed entry =
                            new Timed(now + random.nextLong(random.nextInt(10) == 0 ? 20_000 * MILLI : 200 * MILLI));
                    wheel.add(entry, entry.deadlineNanos);
                    waiting.add(entry);
                }
                if (random.nextInt(3) == 0 && !waiting.isEmpty()) {
                    Timed cancelled = waiting.remove(random.nextInt(waiting.size()));
                    wheel.remove(cancelled);
                    wheel.remove(cancelled);
                }
                now += random.nextInt(200) == 0 ? 9_000 * MILLI : random.nextLong(20 * MILLI);
                Set<DeadlineWheel.Entry> due = drain(wheel, now);
                long end = now;
                assertThat(due).allMatch(entry -> ((Timed) entry).deadlineNanos - end <= 0);
                assertThat(waiting.stream().filter(entry -> entry.deadlineNanos + DeadlineWheel.TICK_NANOS - end <= 0))
                        .allMatch(due::contains);
                waiting.removeAll(due);
                assertThat(wheel.isEmpty()).isEqualTo(waiting.isEmpty());
                if (!wheel.isEmpty()) {
                    assertThat(waiting)
                            .allMatch(entry -> wheel.nextNanos() - entry.deadlineNanos <= DeadlineWheel.TICK_NANOS);
                    assertThat(wheel.nextNanos() - now).isPositive();
                }
            }
        }
    }

    @Test
    void shouldHandOutInOrderOfTicksAndOfAdding() {
        DeadlineWheel wheel = new DeadlineWheel(0);
        Timed late = add(wheel, 100 * MILLI);
        Timed first = add(wheel, 50 * MILLI);
        Timed second = add(wheel, 50 * MILLI);
        assertThat(wheel.pollDue(200 * MILLI)).isSameAs(first);
        assertThat(wheel.pollDue(200 * MILLI)).isSameAs(second);
        assertThat(wheel.pollDue(200 * MILLI)).isSameAs(late);
        assertThat(wheel.pollDue(200 * MILLI)).isNull();
    }

    @Test
    void shouldSayWhenAnEntryComesDue() {
        DeadlineWheel wheel = new DeadlineWheel(0);
        long due = wheel.add(new Timed(0), 77 * MILLI);
        assertThat(due).isBetween(77 * MILLI, 77 * MILLI + DeadlineWheel.TICK_NANOS);
        assertThat(wheel.nextNanos()).isEqualTo(due);
        assertThat(wheel.pollDue(due - 1)).isNull();
        assertThat(wheel.pollDue(due)).isNotNull();
    }

    private static Timed add(DeadlineWheel wheel, long deadlineNanos) {
        Timed entry = new Timed(deadlineNanos);
        wheel.add(entry, deadlineNanos);
        return entry;
    }

    private static Set<DeadlineWheel.Entry> drain(DeadlineWheel wheel, long now) {
        Set<DeadlineWheel.Entry> due = new HashSet<>();
        for (DeadlineWheel.Entry entry = wheel.pollDue(now); entry != null; entry = wheel.pollDue(now)) {
            assertThat(due.add(entry)).isTrue();
        }
        return due;
    }

    private static final class Timed extends DeadlineWheel.Entry {
        private final long deadlineNanos;

        Timed(long deadlineNanos) {
            this.deadlineNanos = deadlineNanos;
        }
    }
}
