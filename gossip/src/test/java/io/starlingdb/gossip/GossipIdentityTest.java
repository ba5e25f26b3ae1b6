package io.starlingdb.gossip;

import static io.starlingdb.gossip.GossipCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.gossip.Conflict.Kind;
import io.starlingdb.kernel.NodeId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who is who: copied, moved, emptied and renamed nodes. */
class GossipIdentityTest {

    @Test
    void shouldRefuseASecondNodeOfOneIdAndLeaveTheFirstAlone() {
        for (long seed = 1; seed <= 10; seed++) {
            GossipCluster cluster = GossipCluster.formed(seed, 4);
            long first = cluster.gossip(2).self().incarnation();
            int copy = cluster.addNode();
            cluster.start(copy, cluster.id(2));
            cluster.run(60 * SECOND);
            for (int observer : new int[] {0, 1, 3}) {
                Member held = cluster.gossip(observer).member(cluster.id(2));
                assertThat(held).as("seed %d", seed).isNotNull();
                assertThat(held.endpoint()).isEqualTo(cluster.node(2).endpoint());
                assertThat(held.liveness()).isEqualTo(Liveness.ALIVE);
            }
            assertThat(cluster.events(event -> event.what().endsWith("DEAD"))).isEmpty();
            assertThat(conflicts(cluster, copy))
                    .as("the copy is told")
                    .isNotEmpty()
                    .allMatch(conflict -> conflict.kind() == Kind.DUPLICATE_ID)
                    .anyMatch(conflict -> conflict.held().equals(cluster.node(2).endpoint())
                            && conflict.claimed().equals(cluster.node(copy).endpoint()));
            assertThat(conflicts(cluster, 0)).as("the others know").isNotEmpty();
            assertThat(cluster.gossip(2).self().incarnation() - first)
                    .as("the two do not top each other forever")
                    .isLessThan(20);
        }
    }

    @Test
    void shouldNotLetTwoNodesOfOneIdTopEachOtherWhenEachIsHeldBySomeOthers() {
        for (long seed = 1; seed <= 10; seed++) {
            GossipCluster cluster = GossipCluster.formed(seed, 5);
            int copy = cluster.addNode();
            cluster.node(copy).disk().save("gossip-start", savedStart(cluster, 2));
            cluster.world.network().partition(cluster.nodes(0, 1, 2), cluster.nodes(3, 4, copy));
            cluster.run(10 * SECOND);
            cluster.start(copy, cluster.id(2));
            cluster.run(SECOND);
            cluster.gossip(copy).contact(List.of(cluster.node(3).endpoint()));
            cluster.run(5 * SECOND);
            assertThat(cluster.view(4, 2)).as("each side holds one of them").isEqualTo(Liveness.ALIVE);
            assertThat(cluster.view(0, 2)).isEqualTo(Liveness.ALIVE);

            cluster.events.clear();
            cluster.world.network().reconnect();
            cluster.run(10 * SECOND);
            long before = cluster.gossip(2).self().incarnation()
                    + cluster.gossip(copy).self().incarnation();
            cluster.run(60 * SECOND);
            long after = cluster.gossip(2).self().incarnation()
                    + cluster.gossip(copy).self().incarnation();
            assertThat(after - before).as("seed %d", seed).isLessThan(10);
            assertThat(conflicts(cluster, 2)).isNotEmpty();
            assertThat(conflicts(cluster, copy)).isNotEmpty();

            cluster.crash(copy);
            cluster.run(20 * SECOND);
            for (int observer : new int[] {0, 1, 3, 4}) {
                assertThat(cluster.gossip(observer).member(cluster.id(2)))
                        .as("seed %d, node %d", seed, observer)
                        .isEqualTo(cluster.gossip(2).self());
            }
        }
    }

    @Test
    void shouldTakeAMovedNodeInOnceItsFormerSelfIsDead() {
        for (long seed = 1; seed <= 10; seed++) {
            GossipCluster cluster = GossipCluster.formed(seed, 4);
            cluster.crash(2);
            int elsewhere = cluster.addNode();
            cluster.node(elsewhere).disk().save("gossip-start", savedStart(cluster, 2));
            cluster.start(elsewhere, cluster.id(2));
            cluster.run(SECOND);
            assertThat(conflicts(cluster, elsewhere)).as("refused at first").isNotEmpty();
            cluster.run(6 * SECOND);
            for (int observer : new int[] {0, 1, 3}) {
                Member held = cluster.gossip(observer).member(cluster.id(2));
                assertThat(held)
                        .as("seed %d", seed)
                        .isEqualTo(cluster.gossip(elsewhere).self());
            }
        }
    }

    @Test
    void shouldRefuseANewIdAtTheEndpointOfAnotherUntilThatIsDead() {
        for (long seed = 1; seed <= 10; seed++) {
            GossipCluster cluster = GossipCluster.formed(seed, 4);
            cluster.crash(2);
            cluster.node(2).disk().wipe();
            NodeId fresh = NodeId.random(cluster.world.random("fresh"));
            cluster.start(2, fresh);
            cluster.run(SECOND);
            assertThat(conflicts(cluster, 2))
                    .as("seed %d: refused at first", seed)
                    .isNotEmpty()
                    .allMatch(conflict -> conflict.kind() == Kind.DUPLICATE_ENDPOINT
                            && conflict.holder().equals(cluster.id(2))
                            && conflict.claimant().equals(fresh));
            cluster.run(6 * SECOND);
            for (int observer : new int[] {0, 1, 3}) {
                assertThat(cluster.view(observer, 2)).as("its former self").isEqualTo(Liveness.DEAD);
                assertThat(cluster.gossip(observer).liveness(fresh)).isEqualTo(Liveness.ALIVE);
            }
        }
    }

    @Test
    void shouldRecogniseANodeAtOnceThatForgotItsStarts() {
        for (long seed = 1; seed <= 10; seed++) {
            for (long skewMinutes : new long[] {0, 3, -3}) {
                GossipCluster cluster = GossipCluster.formed(seed, 4);
                Member before = cluster.gossip(2).self();
                cluster.crash(2);
                cluster.node(2).disk().wipe();
                cluster.node(2).clock().skew(TimeUnit.MINUTES.toMicros(skewMinutes));
                cluster.start(2);
                cluster.run(SECOND);
                assertThat(cluster.agrees()).as("seed %d", seed).isTrue();
                assertThat(cluster.gossip(2).self().start()).isGreaterThan(before.start());
                assertThat(cluster.events(event -> event.what().equals("restarted")))
                        .hasSize(3);
            }
        }
    }

    @Test
    void shouldNumberItsStartsUpwardsThoughTheClockIsSetBack() {
        GossipCluster cluster = new GossipCluster(1, 1);
        long last = 0;
        for (int life = 0; life < 5; life++) {
            cluster.start(0);
            assertThat(cluster.gossip(0).self().start()).isGreaterThan(last);
            last = cluster.gossip(0).self().start();
            cluster.crash(0);
            cluster.node(0).clock().skew(-TimeUnit.HOURS.toMicros(life + 1));
        }
    }

    @Test
    void shouldMeetThroughSeedsThatStartLast() {
        GossipCluster cluster = new GossipCluster(5, 4);
        cluster.start(2);
        cluster.start(3);
        cluster.run(30 * SECOND);
        assertThat(cluster.gossip(2).members()).hasSize(1);
        cluster.start(0);
        cluster.run(2 * SECOND);
        assertThat(cluster.allHold(0, Liveness.ALIVE)).isTrue();
        assertThat(cluster.view(2, 3)).isEqualTo(Liveness.ALIVE);
    }

    @Test
    void shouldMeetThroughEndpointsThatAreLearnedLater() {
        GossipCluster cluster = GossipCluster.formed(6, 3);
        cluster.crash(0);
        cluster.crash(1);
        cluster.crash(2);
        cluster.start(2); // knows nothing but its seeds, which are down
        int newcomer = cluster.addNode();
        cluster.start(newcomer);
        cluster.run(5 * SECOND);
        assertThat(cluster.view(newcomer, 2)).isEqualTo(Liveness.DEAD);
        cluster.gossip(newcomer).contact(List.of(cluster.node(2).endpoint()));
        cluster.run(SECOND);
        assertThat(cluster.view(newcomer, 2)).isEqualTo(Liveness.ALIVE);
        assertThat(cluster.view(2, newcomer)).isEqualTo(Liveness.ALIVE);
    }

    private static List<Conflict> conflicts(GossipCluster cluster, int observer) {
        return cluster.events.stream()
                .filter(event -> event.observer() == observer && event.conflict() != null)
                .map(GossipCluster.Event::conflict)
                .toList();
    }

    private static byte[] savedStart(GossipCluster cluster, int index) {
        byte[] saved = cluster.node(index).disk().load("gossip-start");
        if (saved == null) {
            throw new AssertionError("the start was not saved");
        }
        return saved;
    }
}
