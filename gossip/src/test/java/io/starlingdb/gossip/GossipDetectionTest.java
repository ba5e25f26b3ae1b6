package io.starlingdb.gossip;

import static io.starlingdb.gossip.GossipCluster.MILLI;
import static io.starlingdb.gossip.GossipCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The promises to operators, with default settings, on a network without mishaps. */
class GossipDetectionTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10})
    void shouldKnowEachOtherASecondAfterAllWereStarted(int nodes) {
        for (long seed = 1; seed <= 10; seed++) {
            GossipCluster cluster = new GossipCluster(seed, nodes);
            cluster.startAll();
            assertThat(cluster.world.time().runUntil(cluster::agrees, SECOND))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10})
    void shouldSuspectNobodyWhileNothingFails(int nodes) {
        for (long seed = 1; seed <= 5; seed++) {
            GossipCluster cluster = GossipCluster.formed(seed, nodes);
            cluster.run(600 * SECOND);
            assertThat(cluster.events).as("seed %d", seed).isEmpty();
            assertThat(cluster.agrees()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 7, 10})
    void shouldSuspectAKilledNodeInTwoSecondsAndDeclareItDeadInFive(int nodes) {
        List<Long> suspected = new ArrayList<>();
        List<Long> dead = new ArrayList<>();
        for (long seed = 1; seed <= 40; seed++) {
            GossipCluster cluster = GossipCluster.formed(seed, nodes);
            cluster.run(cluster.world.random("moment").nextLong(3 * SECOND));
            int victim = (int) (seed % nodes);
            long killed = cluster.world.time().nowNanos();
            cluster.crash(victim);
            long suspicion = cluster.nanosUntilAllHold(victim, Liveness.SUSPECT, 10 * SECOND);
            assertThat(suspicion).as("seed %d", seed).isNotNegative();
            suspected.add(suspicion / MILLI);
            assertThat(cluster.nanosUntilAllHold(victim, Liveness.DEAD, 10 * SECOND))
                    .isNotNegative();
            dead.add((cluster.world.time().nowNanos() - killed) / MILLI);
        }
        assertThat(Collections.max(suspected)).as("SUSPECT for all, ms").isLessThan(2_000);
        assertThat(Collections.max(dead)).as("DEAD for all, ms").isLessThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10})
    void shouldSeeARestartedNodeWithinASecond(int nodes) {
        for (long seed = 1; seed <= 20; seed++) {
            for (long downtime : new long[] {SECOND / 10, 2 * SECOND, 20 * SECOND}) {
                GossipCluster cluster = GossipCluster.formed(seed, nodes);
                int victim = (int) (seed % nodes);
                cluster.crash(victim);
                cluster.run(downtime);
                cluster.events.clear();
                cluster.start(victim);
                cluster.run(SECOND);
                assertThat(cluster.agrees())
                        .as("seed %d, down %d ns", seed, downtime)
                        .isTrue();
                assertThat(cluster.events(event -> event.what().equals("restarted")))
                        .hasSize(nodes - 1)
                        .allMatch(event -> event.member().id().equals(cluster.id(victim)));
                assertThat(cluster.events(event -> event.what().endsWith("SUSPECT")))
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10})
    void shouldHoldANodeThatLeavesDeadAtOnceAndWithoutSuspicion(int nodes) {
        for (long seed = 1; seed <= 10; seed++) {
            GossipCluster cluster = GossipCluster.formed(seed, nodes);
            cluster.leave(1);
            assertThat(cluster.nanosUntilAllHold(1, Liveness.DEAD, SECOND))
                    .as("seed %d", seed)
                    .isBetween(0L, 10 * MILLI);
            cluster.run(30 * SECOND);
            assertThat(cluster.events(event -> event.what().endsWith("SUSPECT")))
                    .isEmpty();
            cluster.start(1);
            cluster.run(SECOND);
            assertThat(cluster.agrees()).isTrue();
        }
    }

    @Test
    void shouldDeclareSeveralKilledNodesDead() {
        for (long seed = 1; seed <= 20; seed++) {
            GossipCluster cluster = GossipCluster.formed(seed, 10);
            for (int victim = 3; victim < 9; victim++) {
                cluster.crash(victim);
            }
            cluster.run(10 * SECOND);
            assertThat(cluster.agrees()).as("seed %d", seed).isTrue();
        }
    }
}
