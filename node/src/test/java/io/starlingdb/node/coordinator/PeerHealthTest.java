package io.starlingdb.node.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.ring.Location;
import io.starlingdb.node.ring.NodeStatus;
import io.starlingdb.node.ring.RecordMember;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PeerHealthTest {
    private static final RecordMember SELF = member(1);
    private static final RecordMember PEER = member(2);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final FixedMembership membership = new FixedMembership(SELF.id(), List.of(SELF, PEER));
    private long now = 1;
    private final TimeSource time = new TimeSource() {
        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public long wallMicros() {
            return now / 1_000;
        }
    };
    private final PeerHealth health = new PeerHealth(membership, time, SELF::actor, "dc1");

    private static RecordMember member(int actor) {
        return new RecordMember(
                actor,
                new NodeId(0, actor),
                actor,
                new Endpoint("n" + actor, 7000),
                new Location("dc1", "r1"),
                NodeStatus.NORMAL,
                List.of((long) actor));
    }

    @Test
    void shouldAskWhoFailedARequestLastForAWhile() {
        health.answered(PEER, MILLI);
        assertThat(health.isSound(PEER)).isTrue();
        health.failed(PEER);
        assertThat(health.isSound(PEER)).isFalse();
        assertThat(health.isDoubtful(PEER)).isTrue();
        assertThat(health.reading().latency(PEER)).isGreaterThan(TimeUnit.MINUTES.toNanos(1));
        assertThat(health.writing().isAlive(PEER)).as("still written to").isTrue();
        now += PeerHealth.AVOID_NANOS;
        assertThat(health.isSound(PEER)).isTrue();
        assertThat(health.reading().latency(PEER)).isLessThan(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void shouldForgiveAtOnceWhoAnswers() {
        health.failed(PEER);
        health.answered(PEER, MILLI);
        assertThat(health.isSound(PEER)).isTrue();
    }

    @Test
    void shouldNotCountReadsOfOneThatIsRecovering() {
        assertThat(health.reading().isAlive(PEER)).isTrue();
        membership.fact(PEER.id(), Coordinator.STANDING_FACT, Coordinator.RECOVERING);
        assertThat(health.reading().isAlive(PEER)).isFalse();
        assertThat(health.writing().isAlive(PEER)).isTrue();
        membership.fact(PEER.id(), Coordinator.STANDING_FACT, "");
        assertThat(health.reading().isAlive(PEER)).isTrue();
    }

    @Test
    void shouldAskOneThatIsAboutToStopLastAndWriteToIt() {
        health.answered(PEER, MILLI);
        membership.fact(PEER.id(), Coordinator.DRAINING_FACT, "true");
        assertThat(health.isDoubtful(PEER)).isTrue();
        assertThat(health.writing().isAlive(PEER)).isTrue();
        assertThat(health.reading().isAlive(PEER)).isTrue();
    }

    @Test
    void shouldFollowGossipsVerdicts() {
        health.answered(PEER, MILLI);
        membership.liveness(PEER.id(), Liveness.SUSPECT);
        assertThat(health.isDoubtful(PEER)).isTrue();
        assertThat(health.writing().isAlive(PEER)).isTrue();
        membership.liveness(PEER.id(), Liveness.DEAD);
        assertThat(health.writing().isAlive(PEER)).isFalse();
        assertThat(health.reading().isAlive(PEER)).isFalse();
        membership.liveness(PEER.id(), Liveness.ALIVE);
        assertThat(health.isSound(PEER)).isTrue();
    }

    @Test
    void shouldNeverDoubtItself() {
        membership.liveness(SELF.id(), Liveness.DEAD);
        health.failed(SELF);
        assertThat(health.isSound(SELF)).isTrue();
        assertThat(health.isDoubtful(SELF)).isFalse();
        assertThat(health.writing().isAlive(SELF)).isTrue();
        membership.fact(SELF.id(), Coordinator.STANDING_FACT, Coordinator.RECOVERING);
        assertThat(health.reading().isAlive(SELF))
                .as("its own copies do not count either")
                .isFalse();
    }

    @Test
    void shouldHedgeByWhatTheNodeUsuallyTakes() {
        assertThat(health.hedgeAfterNanos(PEER, 7 * MILLI)).isEqualTo(7 * MILLI);
        for (int i = 0; i < 1_000; i++) {
            health.answered(PEER, 20 * MILLI);
        }
        assertThat(health.hedgeAfterNanos(PEER, 7 * MILLI)).isBetween(15 * MILLI, 30 * MILLI);
    }
}
