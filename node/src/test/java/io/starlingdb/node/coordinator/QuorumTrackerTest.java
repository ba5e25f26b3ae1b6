package io.starlingdb.node.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class QuorumTrackerTest {
    /** The same by naive counting over a list of events. */
    private static final class Oracle {
        private final int[] groupOf;
        private final int[] needed;
        private final Set<Integer> answered = new HashSet<>();
        private final Set<Integer> failed = new HashSet<>();

        Oracle(int[] groupOf, int[] needed) {
            this.groupOf = groupOf;
            this.needed = needed;
        }

        boolean reached() {
            for (int group = 0; group < needed.length; group++) {
                int count = 0;
                for (int replica : answered) {
                    count += groupOf[replica] == group ? 1 : 0;
                }
                if (count < needed[group]) {
                    return false;
                }
            }
            return true;
        }

        boolean impossible() {
            for (int group = 0; group < needed.length; group++) {
                int best = 0;
                for (int replica = 0; replica < groupOf.length; replica++) {
                    boolean gone = failed.contains(replica) && !answered.contains(replica);
                    best += groupOf[replica] == group && !gone ? 1 : 0;
                }
                if (best < needed[group]) {
                    return true;
                }
            }
            return false;
        }

        int received() {
            return (int) answered.stream().filter(r -> groupOf[r] >= 0).count();
        }
    }

    @Property(tries = 2_000)
    void shouldAgreeWithNaiveCounting(@ForAll long seed) {
        Random random = new Random(seed);
        int replicas = 1 + random.nextInt(9);
        int groups = 1 + random.nextInt(3);
        int[] groupOf = new int[replicas];
        for (int i = 0; i < replicas; i++) {
            groupOf[i] = random.nextInt(groups + 1) - 1;
        }
        int[] needed = new int[groups];
        for (int i = 0; i < groups; i++) {
            needed[i] = random.nextInt(replicas + 1);
        }
        QuorumTracker tracker = new QuorumTracker(groupOf, needed);
        Oracle oracle = new Oracle(groupOf, needed);
        for (int step = 0; step < replicas * 3; step++) {
            assertThat(tracker.isReached()).isEqualTo(oracle.reached());
            assertThat(tracker.isImpossible()).isEqualTo(oracle.impossible());
            assertThat(tracker.received()).isEqualTo(oracle.received());
            int replica = random.nextInt(replicas);
            if (random.nextInt(3) > 0) {
                assertThat(tracker.answered(replica)).isEqualTo(oracle.answered.add(replica));
            } else if (!oracle.answered.contains(replica)) {
                assertThat(tracker.failed(replica)).isEqualTo(oracle.failed.add(replica));
            } else {
                assertThat(tracker.failed(replica)).isFalse();
            }
        }
    }

    @Property(tries = 500)
    void shouldEndReachedOrImpossibleOnceAllHaveSpoken(@ForAll long seed) {
        Random random = new Random(seed);
        int replicas = 1 + random.nextInt(7);
        QuorumTracker tracker = QuorumTracker.anyOf(replicas, 1 + random.nextInt(replicas));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            order.add(i);
        }
        for (int replica : order) {
            if (random.nextBoolean()) {
                tracker.answered(replica);
            } else {
                tracker.failed(replica);
            }
        }
        assertThat(tracker.isReached()).isNotEqualTo(tracker.isImpossible());
    }

    @Test
    void shouldCountOneReplicaOnceHoweverOftenItAnswers() {
        QuorumTracker tracker = QuorumTracker.anyOf(3, 2);
        tracker.answered(0);
        tracker.answered(0);
        assertThat(tracker.isReached()).isFalse();
        tracker.answered(2);
        assertThat(tracker.isReached()).isTrue();
    }

    @Test
    void shouldNotCountReplicasOutsideTheDatacenter() {
        QuorumTracker tracker = new QuorumTracker(new int[] {QuorumTracker.OUTSIDE, 0, 0, 0}, new int[] {2});
        tracker.answered(0);
        tracker.answered(1);
        assertThat(tracker.isReached()).isFalse();
        assertThat(tracker.received()).isEqualTo(1);
        tracker.answered(3);
        assertThat(tracker.isReached()).isTrue();
    }

    @Test
    void shouldTakeALateAnswerFromAReplicaGivenUp() {
        QuorumTracker tracker = QuorumTracker.anyOf(2, 2);
        tracker.failed(1);
        assertThat(tracker.isImpossible()).isTrue();
        tracker.answered(1);
        tracker.answered(0);
        assertThat(tracker.isReached()).isTrue();
    }

    @Test
    void shouldCountAnAnswerForBothSidesOfATransition() {
        // old: 0, 1, 2; new: 1, 2, 3
        QuorumTracker tracker = new QuorumTracker(new long[] {0b01, 0b11, 0b11, 0b10}, new int[] {2, 2});
        tracker.answered(0);
        tracker.answered(1);
        assertThat(tracker.isReached()).isFalse();
        assertThat(tracker.wants(2)).isTrue();
        assertThat(tracker.wants(3)).isTrue();
        tracker.failed(3);
        assertThat(tracker.isImpossible()).isFalse();
        tracker.failed(2);
        assertThat(tracker.isImpossible()).isTrue();
        tracker.answered(3);
        assertThat(tracker.isReached()).isTrue();
    }
}
