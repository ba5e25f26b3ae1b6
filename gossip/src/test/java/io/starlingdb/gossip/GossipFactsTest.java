package io.starlingdb.gossip;

import static io.starlingdb.gossip.GossipCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.sim.NetworkFaults;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What members say about themselves, and which members a view keeps. */
class GossipFactsTest {

    @Test
    void shouldSpreadFactsToAllWithinASecond() {
        GossipCluster cluster = GossipCluster.formed(1, 10);
        for (int round = 1; round <= 20; round++) {
            cluster.gossip(round % 10).updateSelf("epoch", Integer.toString(round));
            cluster.run(SECOND);
            assertThat(cluster.agrees()).as("round %d", round).isTrue();
        }
    }

    @Test
    void shouldSpreadFactsOnALossyNetwork() {
        GossipCluster cluster = GossipCluster.formed(2, 5);
        cluster.world.network().faults(new NetworkFaults(0.2, 0.05, 0.05, 0, SECOND / 10));
        cluster.gossip(0).updateSelf("epoch", "7");
        cluster.run(20 * SECOND); // at the latest by push-pull
        for (int observer = 0; observer < 5; observer++) {
            Member member = cluster.gossip(observer).member(cluster.id(0));
            assertThat(member).isNotNull();
            assertThat(member.fact("epoch")).isEqualTo("7");
        }
    }

    @Test
    void shouldShowFactsThatWereStatedTogetherOnlyTogether() {
        GossipCluster cluster = GossipCluster.formed(3, 5);
        for (int i = 1; i <= 50; i++) {
            cluster.gossip(0).updateSelf("one", Integer.toString(i));
            cluster.gossip(0).updateSelf("other", Integer.toString(i));
            cluster.run(SECOND / 7);
        }
        assertThat(cluster.events(event -> event.what().equals("facts") && event.observer() > 0))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.member().fact("one"))
                        .isEqualTo(event.member().fact("other")));
    }

    @Test
    void shouldTellFactsOncePerChangeAndNotAtAllWithoutOne() {
        GossipCluster cluster = GossipCluster.formed(4, 3);
        cluster.gossip(0).updateSelf("dc", "north");
        cluster.run(30 * SECOND);
        assertThat(cluster.events(event -> event.what().equals("facts"))).hasSize(3);
        cluster.gossip(0).updateSelf("dc", "north");
        cluster.run(30 * SECOND);
        assertThat(cluster.events(event -> event.what().equals("facts"))).hasSize(3);
    }

    @Test
    void shouldNotCarryFactsIntoANewLife() {
        GossipCluster cluster = GossipCluster.formed(5, 3);
        cluster.gossip(2).updateSelf("draining", "true");
        cluster.run(SECOND);
        cluster.crash(2);
        cluster.start(2);
        cluster.run(SECOND);
        Member seen = cluster.gossip(0).member(cluster.id(2));
        assertThat(seen).isNotNull();
        assertThat(seen.facts()).containsOnlyKeys("rack");
        assertThat(cluster.agrees()).isTrue();
    }

    @Test
    void shouldRefuseFactsBeyondBounds() {
        GossipCluster cluster = GossipCluster.formed(6, 1);
        Gossip gossip = cluster.gossip(0);
        assertThatThrownBy(() -> gossip.updateSelf("", "value")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gossip.updateSelf("x".repeat(65), "value"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gossip.updateSelf("name", "x".repeat(1025)))
                .isInstanceOf(IllegalArgumentException.class);
        for (int i = 1; i < Facts.COUNT_MAX; i++) {
            gossip.updateSelf("fact-" + i, "x");
        }
        assertThatThrownBy(() -> gossip.updateSelf("one more", "x")).isInstanceOf(IllegalArgumentException.class);
        gossip.updateSelf("fact-1", "changed");
    }

    @Test
    void shouldForgetARemovedMemberForGood() {
        GossipCluster cluster = GossipCluster.formed(7, 4);
        cluster.crash(3);
        cluster.run(10 * SECOND);
        cluster.gossip(0).forget(cluster.id(3));
        cluster.run(60 * SECOND); // the others go on telling of it
        assertThat(cluster.gossip(0).member(cluster.id(3))).isNull();
        assertThat(cluster.events(event -> event.what().equals("forgotten"))).hasSize(1);
        cluster.start(3);
        cluster.run(20 * SECOND);
        assertThat(cluster.gossip(0).member(cluster.id(3))).isNull();
        assertThat(cluster.view(1, 3)).isEqualTo(Liveness.ALIVE);
    }

    @Test
    void shouldKeepNoMoreDeadMembersThanAllowedAndTheLatestOfThem() {
        GossipOptions options =
                GossipOptions.DEFAULTS.withBounds(new GossipOptions.Bounds(100, 2, TimeUnit.HOURS.toNanos(1)));
        GossipCluster cluster = new GossipCluster(8, 6, options);
        cluster.startAll();
        cluster.run(5 * SECOND);
        for (int victim = 2; victim < 6; victim++) {
            cluster.leave(victim);
            cluster.run(SECOND);
        }
        cluster.run(60 * SECOND);
        assertThat(cluster.gossip(0).members())
                .extracting(Member::id)
                .containsExactlyInAnyOrder(cluster.id(0), cluster.id(1), cluster.id(4), cluster.id(5));
    }

    @Test
    void shouldForgetTheDeadAtOneAgeEverywhereAndNeverHearOfThemAgain() {
        GossipOptions options = GossipOptions.DEFAULTS.withBounds(new GossipOptions.Bounds(100, 10, 60 * SECOND));
        GossipCluster cluster = new GossipCluster(9, 5, options);
        cluster.startAll();
        cluster.run(5 * SECOND);
        cluster.leave(4);
        cluster.run(40 * SECOND);
        int newcomer = cluster.addNode();
        cluster.start(newcomer);
        cluster.run(5 * SECOND);
        assertThat(cluster.gossip(newcomer).member(cluster.id(4)))
                .as("told of the dead")
                .isNotNull();
        cluster.run(40 * SECOND);
        for (int observer : new int[] {0, 1, 2, 3, newcomer}) {
            assertThat(cluster.gossip(observer).member(cluster.id(4)))
                    .as("node %d", observer)
                    .isNull();
        }
        assertThat(cluster.events(event -> event.what().equals("forgotten"))).hasSize(5);
    }

    @Test
    void shouldTakeInNoMoreMembersThanAllowed() {
        GossipOptions options =
                GossipOptions.DEFAULTS.withBounds(new GossipOptions.Bounds(3, 2, TimeUnit.HOURS.toNanos(1)));
        GossipCluster cluster = new GossipCluster(10, 8, options);
        cluster.startAll();
        cluster.run(30 * SECOND);
        assertThat(cluster.gossip(0).members()).hasSize(4);
    }
}
