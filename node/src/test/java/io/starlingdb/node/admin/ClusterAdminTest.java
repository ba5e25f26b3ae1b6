package io.starlingdb.node.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Location;
import io.starlingdb.node.ring.NodeStatus;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Roster;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ClusterAdminTest {
    private static final long NOW_SECONDS = 1_000_000;

    private static final String NODE_1 = """
            {"id":"00000000-0000-0000-0000-000000000001","address":"10.0.0.1:7000","http":"10.0.0.1:8080",
             "cql":"10.0.0.1:9042","datacenter":"dc1","rack":"r1","status":"NORMAL","liveness":"ALIVE","draining":false,"disk":"",
             "tokens":1,"owns":0.75,"load_bytes":5000000000,"version":"0.1.0","wire":"","uptime_s":90}""";

    private final FakeMembership membership = new FakeMembership();
    private final FakeAgreement agreement = new FakeAgreement();
    private final ClusterAdmin admin = AdminFixture.cluster(membership, agreement, new StoppedTime());

    @Test
    void shouldJoinWhatTheRecordAndGossipSay() {
        membership.add(
                1,
                Liveness.ALIVE,
                Map.of(
                        "http",
                        "10.0.0.1:8080",
                        "cql",
                        "10.0.0.1:9042",
                        "epoch",
                        "7",
                        "load",
                        "5000000000",
                        "version",
                        "0.1.0",
                        "started",
                        "" + (NOW_SECONDS - 90) * 1000));
        membership.add(2, Liveness.SUSPECT, Map.of("epoch", "6", "draining", "true", "load", "a lie"));
        agreement.current = founded(7, 3);

        JsonNode json = new ObjectMapper().valueToTree(admin.cluster());

        assertThat(json.path("name").asText()).isEqualTo("finches");
        assertThat(json.path("nodes")).hasSize(3);
        assertThat(json.path("nodes").get(0).toString()).isEqualTo(NODE_1.replaceAll("\\s", ""));
        assertThat(json.at("/nodes/1/liveness").asText()).isEqualTo("SUSPECT");
        assertThat(json.at("/nodes/1/draining").asBoolean()).isTrue();
        assertThat(json.at("/nodes/1/load_bytes").asLong()).isZero();
        assertThat(json.at("/nodes/2/liveness").asText()).isEqualTo("DEAD");
    }

    @Test
    void shouldSayWhichRangeWouldLoseItsQuorum() {
        for (int number = 1; number <= 3; number++) {
            membership.add(number, Liveness.ALIVE, Map.of("http", "10.0.0." + number + ":8080"));
        }
        agreement.current = founded(7, 3, keyspaces());

        assertThat(admin.safeToStop("10.0.0.2:8080").safe()).isTrue();
        assertThat(admin.safeToStop("10.0.0.2:7000").ranges()).isEqualTo(3);

        StopSafety two = admin.safeToStop("10.0.0.2:7000," + FakeMembership.id(3));
        assertThat(two.safe()).isFalse();
        assertThat(two.problemCount()).isEqualTo(3);
        assertThat(two.problems().get(0).keyspace()).isEqualTo("nests");
        assertThat(two.problems().get(0).required()).isEqualTo(2);
        assertThat(two.problems().get(0).left()).isEqualTo(1);
        assertThat(two.problems().get(0).missing()).containsExactlyInAnyOrder("10.0.0.2:7000", "10.0.0.3:7000");
        assertThatThrownBy(() -> admin.safeToStop("10.0.0.9:7000")).hasMessageContaining("no node '10.0.0.9:7000'");
        assertThatThrownBy(() -> admin.safeToStop("")).hasMessageContaining("say which nodes");
    }

    @Test
    void shouldNotCountOnWhoIsAwayDrainsOrRecovers() {
        membership.add(1, Liveness.ALIVE, Map.of());
        membership.add(2, Liveness.ALIVE, Map.of());
        agreement.current = founded(7, 3, keyspaces());
        for (Map<String, String> facts : List.of(Map.of("draining", "true"), Map.of("standing", "recovering"))) {
            membership.add(3, Liveness.ALIVE, facts);
            assertThat(admin.safeToStop("10.0.0.1:7000").safe()).isFalse();
        }
        membership.add(3, Liveness.SUSPECT, Map.of());
        assertThat(admin.safeToStop("10.0.0.1:7000").safe()).isFalse();
        membership.add(3, Liveness.ALIVE, Map.of());
        assertThat(admin.safeToStop("10.0.0.1:7000").safe()).isTrue();
    }

    private static Schema keyspaces() {
        return new SchemaChange.CreateKeyspace("nests", Replication.simple(3), true, false).applyTo(Schema.EMPTY);
    }

    @Test
    void shouldShareTheWholeRing() {
        membership.add(1, Liveness.ALIVE, Map.of("epoch", "7"));
        for (int nodes : new int[] {1, 2, 3, 5}) {
            agreement.current = founded(7, nodes);
            assertThat(admin.cluster().nodes().stream()
                            .mapToDouble(ClusterStatus.Node::owns)
                            .sum())
                    .isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void shouldAgreeOnTheSchemaOnlyWhenAllThatAreAliveHaveTheRecord() {
        membership.add(1, Liveness.ALIVE, Map.of("epoch", "7"));
        membership.add(2, Liveness.ALIVE, Map.of("epoch", "6"));
        agreement.current = founded(7, 2);
        assertThat(admin.cluster().schemaAgreed()).isFalse();

        membership.add(2, Liveness.DEAD, Map.of("epoch", "6"));
        assertThat(admin.cluster().schemaAgreed()).isTrue();
    }

    @Test
    void shouldNotListWhoWaitedAndIsGone() {
        agreement.current = founded(7, 1);
        membership.add(1, Liveness.ALIVE, Map.of());
        membership.add(2, Liveness.ALIVE, Map.of());
        membership.add(3, Liveness.DEAD, Map.of());

        assertThat(admin.cluster().nodes()).hasSize(2);
    }

    @Test
    void shouldListNodesThatWaitAndFoundAClusterOfThoseThatAreNotDead() {
        membership.add(1, Liveness.ALIVE, Map.of("dc", "east", "rack", "r9"));
        membership.add(2, Liveness.SUSPECT, Map.of());
        membership.add(3, Liveness.DEAD, Map.of());

        assertThat(admin.cluster().name()).isEqualTo("birds");
        assertThat(admin.cluster().nodes())
                .extracting(ClusterStatus.Node::status)
                .containsOnly("WAITING");
        assertThat(admin.cluster().nodes().get(0).datacenter()).isEqualTo("east");

        admin.init(false).join();
        assertThat(agreement.founders).containsExactly(FakeMembership.endpoint(1), FakeMembership.endpoint(2));
        admin.init(true).join();
        assertThat(agreement.founders).containsExactly(FakeMembership.endpoint(1));
    }

    @Test
    void shouldRefuseToFoundWhereAClusterExists() {
        membership.add(1, Liveness.ALIVE, Map.of());
        membership.add(2, Liveness.DEAD, Map.of("epoch", "3"));

        assertThatThrownBy(() -> admin.init(false).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StarlingException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining("10.0.0.2:7000");
        assertThat(agreement.founders).isEmpty();
    }

    @Test
    void shouldTellTheRingAsTexts() {
        membership.add(1, Liveness.ALIVE, Map.of());
        agreement.current = founded(7, 2);

        RingStatus ring = admin.ring(null);

        assertThat(ring.epoch()).isEqualTo(7);
        assertThat(ring.ranges()).hasSize(2);
        assertThat(ring.ranges().get(0).start()).isEqualTo(ring.ranges().get(1).end());
        assertThat(ring.ranges().get(0).replicas()).isEmpty();
        assertThatThrownBy(() -> admin.ring("nowhere"))
                .isInstanceOfSatisfying(
                        StarlingException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    /** The tokens lie an eighth of the ring apart; the first node has the rest. */
    private static ClusterRecord founded(long epoch, int nodes) {
        return founded(epoch, nodes, Schema.EMPTY);
    }

    private static ClusterRecord founded(long epoch, int nodes, Schema schema) {
        Roster roster = Roster.EMPTY;
        for (int number = 1; number <= nodes; number++) {
            roster = roster.with(new RecordMember(
                    number,
                    FakeMembership.id(number),
                    0,
                    FakeMembership.endpoint(number),
                    new Location("dc1", "r" + number),
                    NodeStatus.NORMAL,
                    List.of(Long.MIN_VALUE + number * (1L << 61))));
        }
        return new ClusterRecord(epoch, new UUID(1, 2), "finches", roster, schema, List.of());
    }

    private static final class StoppedTime implements TimeSource {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public long wallMicros() {
            return NOW_SECONDS * 1_000_000;
        }
    }
}
