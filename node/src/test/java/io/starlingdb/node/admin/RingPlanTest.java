package io.starlingdb.node.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.kernel.Cancellable;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Location;
import io.starlingdb.node.ring.NodeStatus;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Roster;
import io.starlingdb.node.ring.TokenAllocator;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a plan of each change shows, and what it warns of. */
class RingPlanTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeMembership membership = new FakeMembership();
    private final FakeAgreement agreement = new FakeAgreement();

    @Test
    void shouldWarnOfRacksThatWouldBeShared() {
        found(Replication.networkTopology(Map.of("dc1", 3)), "a@r1", "b@r2", "c@r3", "d@r3");
        assertThat(plan("{'change':'join','rack':'r1'}").warnings()).isEmpty();

        RingPlan plan = plan("{'change':'decommission','node':'b:7000'}");

        assertThat(plan.warnings())
                .containsExactly("Keyspace nests would have two or more copies of 100.0 % of its rows on one rack;"
                        + " now it is 0.0 % (dc1/r3)");
        assertThat(plan.largestOverSmallestAfter()).isCloseTo(1, within(0.01));
        assertThat(plan.nodes())
                .filteredOn(node -> node.address().equals("b:7000"))
                .allSatisfy(node -> {
                    assertThat(node.before()).isCloseTo(1, within(0.01));
                    assertThat(node.after()).isZero();
                });
    }

    @Test
    void shouldTellWhatIsSharedAlready() {
        found(Replication.networkTopology(Map.of("dc1", 2)), "a@r1", "b@r1");

        assertThat(plan("{'change':'join','rack':'r1'}").warnings())
                .containsExactly("Keyspace nests would have two or more copies of 100.0 % of its rows on one rack,"
                        + " as it has now (dc1/r1)");
        assertThat(plan("{'change':'join','rack':'r2'}").warnings()).isEmpty();
    }

    @Test
    void shouldWarnOfSeveralNodesOnOneHost() {
        found(Replication.simple(2), "a@r1", "b@r2", "b:7001@r3");

        List<String> now = plan("{'change':'rebalance'}").warnings();
        assertThat(now).hasSize(1);
        assertThat(now.get(0)).contains("on one host, as it has now (b)");
        assertThat(plan("{'change':'remove','nodes':['a']}").warnings())
                .containsExactly("Keyspace nests would have two or more copies of 100.0 % of its rows on one host;"
                        + " now it is " + now.get(0).replaceAll(".*copies of (.*%) of its.*", "$1") + " (b)");
        assertThat(plan("{'change':'remove','nodes':['a','b:7001']}").warnings())
                .containsExactly(
                        "Keyspace nests wants 2 copies of each row, and would have 1 of some: there are too few"
                                + " nodes");
    }

    @Test
    void shouldReplaceInTheRackOfTheFormerUnlessToldOtherwise() {
        found(Replication.networkTopology(Map.of("dc1", 2)), "a@r1", "b@r2");

        assertThat(plan("{'change':'replace','node':'b'}").warnings()).isEmpty();
        RingPlan plan = plan("{'change':'replace','node':'b','rack':'r1'}");
        assertThat(plan.warnings()).hasSize(1);
        assertThat(plan.warnings().get(0)).contains("on one rack; now it is 0.0 % (dc1/r1)");
        assertThat(plan.nodes()).hasSize(3);
    }

    @Test
    void shouldPlanAnotherReplication() {
        found(Replication.networkTopology(Map.of("dc1", 1)), "a@r1", "b@r2", "c@r2");

        RingPlan plan = plan("{'change':'replication','keyspace':'nests',"
                + "'replication':{'class':'NetworkTopologyStrategy','dc1':3}}");

        assertThat(plan.nodes()).allSatisfy(node -> assertThat(node.after()).isEqualTo(1));
        assertThat(plan.warnings()).hasSize(1);
        assertThat(plan.warnings().get(0)).contains("100.0 % of its rows on one rack; now it is 0.0 %");
        assertThat(agreement.current.schema().requireKeyspace("nests").replication())
                .as("nothing was done")
                .isEqualTo(Replication.networkTopology(Map.of("dc1", 1)));
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        found(Replication.simple(1), "a@r1");

        assertThatThrownBy(() -> plan("{'change':'decommission','node':'a'}"))
                .isInstanceOf(StarlingException.class)
                .hasMessageContaining("last node");
        assertThatThrownBy(() -> plan("{'change':'migrate'}"))
                .hasMessageContaining("replace, rebalance or replication");
    }

    private RingPlan plan(String parameters) {
        PlanOperation operation = new PlanOperation(membership, agreement, new AtOnce(), Runnable::run);
        try {
            return (RingPlan) operation
                    .begin(JSON.readTree(parameters.replace('\'', '"')), NobodyWatches.INSTANCE)
                    .join();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** @param places {@code host@rack} or {@code host:port@rack}, all in dc1 */
    private void found(Replication replication, String... places) {
        List<TokenAllocator.Seat> seats = new ArrayList<>();
        for (String place : places) {
            seats.add(new TokenAllocator.Seat(location(place), 4));
        }
        List<List<Long>> tokens = TokenAllocator.found(seats);
        Roster roster = Roster.EMPTY;
        for (int i = 0; i < places.length; i++) {
            String host = places[i].substring(0, places[i].indexOf('@'));
            int colon = host.indexOf(':');
            Endpoint endpoint = colon < 0
                    ? new Endpoint(host, 7000)
                    : new Endpoint(host.substring(0, colon), Integer.parseInt(host.substring(colon + 1)));
            roster = roster.with(new RecordMember(
                    i + 1,
                    FakeMembership.id(i + 1),
                    0,
                    endpoint,
                    location(places[i]),
                    NodeStatus.NORMAL,
                    tokens.get(i)));
            membership.add(i + 1, Liveness.ALIVE, Map.of());
        }
        Schema schema = new SchemaChange.CreateKeyspace("nests", replication, true, false).applyTo(Schema.EMPTY);
        agreement.current = new ClusterRecord(1, new UUID(1, 2), "finches", roster, schema, List.of());
    }

    private static Location location(String place) {
        return new Location("dc1", place.substring(place.indexOf('@') + 1));
    }

    /** A loop that is never busy. */
    private static final class AtOnce implements Scheduler {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Cancellable schedule(long delayNanos, Runnable task) {
            throw new UnsupportedOperationException();
        }
    }

    private enum NobodyWatches implements OperationProgress {
        INSTANCE;

        @Override
        public void at(long done, long total, String unit) {}

        @Override
        public void moved(long bytes, long total, long secondsLeft) {}

        @Override
        public void doing(String what) {}
    }
}
