package io.starlingdb.node.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The limit in front of a server that serves one request after the other. */
class LoadLimitTest {
    private static final long IDLE = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long DELAY = TimeUnit.MILLISECONDS.toNanos(4);

    private final LoadLimit limit = new LoadLimit(16, 4_000, DELAY);

    /** A server that needs {@code workNanos} of each request, which takes {@code aroundNanos} besides; requests come evenly. */
    private final class Model {
        private final ArrayDeque<long[]> running = new ArrayDeque<>();
        private long now;
        private long free;
        private int served;
        private int refused;
        private long worst;

        /** @return how many were served */
        int offer(long everyNanos, long workNanos, long aroundNanos, long forNanos) {
            served = 0;
            refused = 0;
            worst = 0;
            for (long end = now + forNanos; now < end; now += everyNanos) {
                while (!running.isEmpty() && running.element()[1] <= now) {
                    long[] ended = running.remove();
                    limit.end(running.size());
                    limit.sample(ended[1] - ended[0], ended[1]);
                    worst = Math.max(worst, ended[1] - ended[0]);
                    served++;
                }
                if (limit.isFull()) {
                    refused++;
                } else {
                    limit.begin(running.size());
                    free = Math.max(free, now) + workNanos;
                    running.add(new long[] {now, free + aroundNanos});
                }
            }
            return served;
        }
    }

    @Test
    void shouldServeAsMuchAsCanBeServedAndNotMuchLaterUnderThreeTimesTheCapacity() {
        Model model = new Model();
        model.offer(100_000, 50_000, IDLE, TimeUnit.SECONDS.toNanos(5));
        assertThat(model.refused).isZero();
        model.offer(50_000 / 3, 50_000, IDLE, TimeUnit.SECONDS.toNanos(5));
        int served = model.offer(50_000 / 3, 50_000, IDLE, TimeUnit.SECONDS.toNanos(60));
        assertThat(served).isGreaterThan(60 * 20_000 * 95 / 100);
        assertThat(model.worst).isLessThan(3 * IDLE + 2 * DELAY);
        assertThat(limit.limit()).isBetween(50, 250);
        model.offer(100_000, 50_000, IDLE, TimeUnit.SECONDS.toNanos(1));
        model.offer(100_000, 50_000, IDLE, TimeUnit.SECONDS.toNanos(5));
        assertThat(model.refused).isZero();
    }

    @Test
    void shouldFindItsWayWhereEachRequestHasBecomeSlower() {
        Model model = new Model();
        model.offer(100_000, 20_000, IDLE, TimeUnit.SECONDS.toNanos(5));
        long slow = TimeUnit.MILLISECONDS.toNanos(50);
        model.offer(100_000, 20_000, slow, TimeUnit.SECONDS.toNanos(30));
        model.offer(100_000, 20_000, slow, TimeUnit.SECONDS.toNanos(5));
        assertThat(model.refused).isZero();
    }

    @Test
    void shouldNotMoveWhileFewRequestsAreUnderWay() {
        int before = limit.limit();
        Model model = new Model();
        model.offer(1_000_000, 50_000, IDLE, TimeUnit.SECONDS.toNanos(5));
        model.offer(1_000_000, 50_000, 20 * IDLE, TimeUnit.SECONDS.toNanos(5));
        assertThat(limit.limit()).isEqualTo(before);
    }

    @Test
    void shouldLetInWhoHasLessThanItsShareThoughOthersFillTheNode() {
        LoadLimit fixed = new LoadLimit(10, 10, 0);
        for (int own = 0; fixed.admits(own); own++) {
            fixed.begin(own);
        }
        assertThat(fixed.underWay()).isEqualTo(10);
        int other = 0;
        while (fixed.admits(other)) {
            fixed.begin(other++);
        }
        assertThat(other).isEqualTo(5);
        for (int own = 10; own > 5; own--) {
            fixed.end(own - 1);
            assertThat(fixed.admits(own - 1)).isFalse();
        }
        fixed.end(4);
        assertThat(fixed.admits(4)).isTrue();
    }

    @Test
    void shouldNotLetMoreClientsInThanItHasPlaces() {
        LoadLimit fixed = new LoadLimit(4, 4, 0);
        for (int client = 0; client < 4; client++) {
            assertThat(fixed.admits(0)).isTrue();
            fixed.begin(0);
        }
        assertThat(fixed.admits(0)).isFalse();
        fixed.end(0);
        assertThat(fixed.admits(0)).isTrue();
    }

    @Test
    void shouldTellWhoWaitsThatThereIsRoom() {
        LoadLimit fixed = new LoadLimit(1, 1, 0);
        int[] told = {0};
        fixed.whenRoom(() -> told[0]++);
        fixed.begin(0);
        fixed.end(0);
        assertThat(told[0]).isEqualTo(1);
    }
}
