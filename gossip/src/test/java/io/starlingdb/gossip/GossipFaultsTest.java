package io.starlingdb.gossip;

import static io.starlingdb.gossip.GossipCluster.MILLI;
import static io.starlingdb.gossip.GossipCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.sim.FaultKind;
import io.starlingdb.sim.Nemesis;
import io.starlingdb.sim.NemesisOptions;
import io.starlingdb.sim.NetworkFaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bad network, pauses and crashes do to the views, and how they come to agree again. */
class GossipFaultsTest {

    @ParameterizedTest
    @ValueSource(ints = {3, 10})
    void shouldDeclareNobodyDeadBecauseFramesAreLost(int nodes) {
        for (long seed = 1; seed <= 5; seed++) {
            GossipCluster cluster = GossipCluster.formed(seed, nodes);
            cluster.world.network().faults(new NetworkFaults(0.05, 0.02, 0.02, 0.02, 300 * MILLI));
            cluster.run(300 * SECOND);
            assertThat(cluster.world.faults().of(FaultKind.DROP)).isPositive();
            assertThat(cluster.events(event -> event.what().endsWith("DEAD")))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void shouldFindAKilledNodeOnALossyNetwork() {
        for (long seed = 1; seed <= 20; seed++) {
            GossipCluster cluster = GossipCluster.formed(seed, 5);
            cluster.world.network().faults(new NetworkFaults(0.1, 0.02, 0.02, 0, 300 * MILLI));
            cluster.crash(4);
            assertThat(cluster.nanosUntilAllHold(4, Liveness.DEAD, 10 * SECOND))
                    .as("seed %d", seed)
                    .isNotNegative();
        }
    }

    @Test
    void shouldNoticeAPartitionOnBothSidesAndAgreeSoonAfterItsEnd() {
        for (long seed = 1; seed <= 10; seed++) {
            GossipCluster cluster = GossipCluster.formed(seed, 5);
            cluster.world.network().partition(cluster.nodes(0, 1), cluster.nodes(2, 3, 4));
            cluster.run(15 * SECOND);
            for (int one = 0; one < 5; one++) {
                for (int other = 0; other < 5; other++) {
                    boolean sameSide = (one < 2) == (other < 2);
                    assertThat(cluster.view(one, other))
                            .as("seed %d, %d about %d", seed, one, other)
                            .isEqualTo(sameSide ? Liveness.ALIVE : Liveness.DEAD);
                }
            }
            cluster.run(120 * SECOND);
            cluster.events.clear();
            cluster.world.network().reconnect();
            assertThat(cluster.world.time().runUntil(cluster::agrees, 3 * SECOND))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(cluster.events(event -> event.what().endsWith("DEAD")))
                    .as("seed %d: nobody dies of a partition's end", seed)
                    .isEmpty();
        }
    }

    @Test
    void shouldNotBeMisledByANodeThatReceivesNothing() {
        for (long seed = 1; seed <= 10; seed++) {
            GossipCluster cluster = GossipCluster.formed(seed, 5);
            cluster.world.network().partitionOneWay(cluster.nodes(0, 1, 2, 3), cluster.nodes(4));
            cluster.run(60 * SECOND);
            assertThat(cluster.events(event -> event.what().endsWith("DEAD")
                            && event.observer() < 4
                            && !event.member().id().equals(cluster.id(4))))
                    .as("seed %d", seed)
                    .isEmpty();
            cluster.world.heal();
            assertThat(cluster.world.time().runUntil(cluster::agrees, 5 * SECOND))
                    .isTrue();
        }
    }

    @Test
    void shouldNotBelieveDeathsThatTheOtherSideDeclaredDuringAShortPartition() {
        for (long millis = 2_500; millis <= 8_000; millis += 100) {
            GossipCluster cluster = GossipCluster.formed(millis, 5);
            cluster.world.network().partition(cluster.nodes(0), cluster.nodes(1, 2, 3, 4));
            cluster.run(millis * MILLI);
            cluster.events.clear();
            cluster.world.network().reconnect();
            cluster.run(5 * SECOND);
            assertThat(cluster.agrees()).as("%d ms", millis).isTrue();
            assertThat(cluster.events(event -> event.observer() > 0
                            && event.what().endsWith("DEAD")
                            && !event.member().id().equals(cluster.id(0))))
                    .as("%d ms", millis)
                    .isEmpty();
        }
    }

    @Test
    void shouldKeepANodeThatOnlySomeCannotReach() {
        for (long seed = 1; seed <= 10; seed++) {
            GossipCluster cluster = GossipCluster.formed(seed, 5);
            cluster.world.network().partition(cluster.nodes(0), cluster.nodes(1));
            cluster.run(120 * SECOND);
            assertThat(cluster.events(event -> event.what().endsWith("DEAD")))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void shouldSurviveAPauseOfTwoSecondsAndBlameNobodyForIt() {
        for (long seed = 1; seed <= 20; seed++) {
            GossipCluster cluster = GossipCluster.formed(seed, 3);
            cluster.node(2).pause(2 * SECOND);
            cluster.run(20 * SECOND);
            assertThat(cluster.events(event -> event.what().endsWith("DEAD")))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(cluster.events(
                            event -> event.observer() == 2 && event.what().endsWith("SUSPECT")))
                    .as("seed %d: the node that paused suspects nobody", seed)
                    .isEmpty();
            assertThat(cluster.agrees()).isTrue();
        }
    }

    @Test
    void shouldTakeANodeBackAfterALongPause() {
        for (long seed = 1; seed <= 10; seed++) {
            GossipCluster cluster = GossipCluster.formed(seed, 5);
            cluster.node(2).pause(20 * SECOND);
            cluster.run(19 * SECOND);
            for (int observer : new int[] {0, 1, 3, 4}) {
                assertThat(cluster.view(observer, 2)).isEqualTo(Liveness.DEAD);
            }
            cluster.run(SECOND);
            cluster.events.clear();
            assertThat(cluster.world.time().runUntil(cluster::agrees, 2 * SECOND))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(cluster.events(event -> event.what().endsWith("DEAD"))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 10})
    void shouldAgreeSoonAfterWhateverHappenedHasEnded(int nodes) {
        for (long seed = 1; seed <= 40; seed++) {
            GossipCluster cluster = struck(seed, nodes);
            assertThat(cluster.world.time().runUntil(cluster::agrees, 10 * SECOND))
                    .as("seed %d", seed)
                    .isTrue();
            cluster.run(5 * SECOND);
            cluster.events.clear();
            cluster.run(60 * SECOND);
            assertThat(cluster.events).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void shouldGoTheSameWayTwiceFromOneSeed() {
        for (long seed = 1; seed <= 10; seed++) {
            assertThat(struck(seed, 5).world.log().hash())
                    .as("seed %d", seed)
                    .isEqualTo(struck(seed, 5).world.log().hash());
        }
    }

    /** A cluster that was struck by a nemesis for a minute, and is healed now. */
    private static GossipCluster struck(long seed, int nodes) {
        GossipCluster cluster = new GossipCluster(seed, nodes);
        NemesisOptions drawn = NemesisOptions.draw(cluster.world.random("options"), nodes);
        Nemesis nemesis = new Nemesis(cluster.world, drawn, cluster);
        cluster.startAll();
        nemesis.begin();
        cluster.run(60 * SECOND);
        nemesis.end();
        cluster.run(drawn.lengthMaxNanos()); // pauses have run out, held up frames have arrived
        return cluster;
    }
}
