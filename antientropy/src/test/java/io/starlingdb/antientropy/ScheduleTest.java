package io.starlingdb.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TokenRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long INTERVAL = 1_000;
    private static final Schedule.Pair ONE = pair(0, 1);
    private static final Schedule.Pair TWO = pair(1, 1);
    private static final Schedule.Pair THREE = pair(1, 2);

    private final Schedule schedule = new Schedule(INTERVAL, 50);

    private static Schedule.Pair pair(long range, long peer) {
        return new Schedule.Pair(new Scope("ks", new TokenRange(range << 48, (range + 1) << 48)), new NodeId(0, peer));
    }

    private Schedule.Pair next(long now) {
        Schedule.Pair next = schedule.next(now, 0, any -> true);
        if (next != null) {
            schedule.begun(next, now);
            schedule.done(next, now);
        }
        return next;
    }

    @Test
    void shouldVisitEveryPairOnceInAnInterval() {
        schedule.pairs(List.of(ONE, TWO, THREE), 0);
        int[] visits = new int[3];
        List<Schedule.Pair> all = List.of(ONE, TWO, THREE);
        for (long now = 0; now < 10 * INTERVAL; now += 10) {
            Schedule.Pair next = next(now);
            if (next != null) {
                visits[all.indexOf(next)]++;
            }
        }
        assertThat(visits).containsOnly(9, 10);
    }

    @Test
    void shouldVisitFirstWhatIsKnownToBeMissing() {
        schedule.pairs(List.of(ONE, TWO, THREE), 0);
        schedule.hurry(THREE::equals, 5);

        assertThat(next(5)).isEqualTo(THREE);
        assertThat(next(5)).isNull();
    }

    @Test
    void shouldVisitSlowerUnderLoadButNotWhatIsUrgent() {
        schedule.pairs(List.of(ONE), 0);

        assertThat(schedule.next(2 * INTERVAL, 1, any -> true)).isNull();
        assertThat(schedule.next(4 * INTERVAL, 1, any -> true)).isEqualTo(ONE);
        schedule.hurry(ONE::equals, 2 * INTERVAL);
        assertThat(schedule.next(2 * INTERVAL, 1, any -> true)).isEqualTo(ONE);
    }

    @Test
    void shouldTryAgainSoonWhatFailed() {
        schedule.pairs(List.of(ONE), 0);
        schedule.begun(ONE, INTERVAL);
        schedule.again(ONE, false, INTERVAL);

        assertThat(next(INTERVAL + 49)).isNull();
        assertThat(next(INTERVAL + 50)).isEqualTo(ONE);
        assertThat(schedule.age(ONE, INTERVAL + 60)).isEqualTo(10);
    }

    @Test
    void shouldKeepWhatItKnowsOfPairsThatStay() {
        schedule.pairs(List.of(ONE, TWO), 0);
        schedule.done(ONE, 10);
        schedule.pairs(List.of(ONE, THREE), 20);

        assertThat(schedule.age(ONE, 30)).isEqualTo(20);
        assertThat(schedule.age(THREE, 30)).isEqualTo(-1);
        assertThat(schedule.pairs()).containsExactly(ONE, THREE);
    }
}
