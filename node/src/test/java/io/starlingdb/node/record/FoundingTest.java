package io.starlingdb.node.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.NodeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FoundingTest {

    @Test
    void shouldListAllWaitingNodesInTheFirstRecord() {
        RecordCluster cluster = new RecordCluster(3);
        ClusterRecord first = cluster.result(cluster.node(1).agreement().init(cluster.endpoints()));
        assertThat(first.epoch()).isEqualTo(1);
        assertThat(first.name()).isEqualTo("test");
        assertThat(first.members()).hasSize(3).allSatisfy(member -> {
            assertThat(member.status()).isEqualTo(NodeStatus.NORMAL);
            assertThat(member.tokens()).hasSize(4);
        });
        assertThat(first.voters()).hasSize(3);
        cluster.await(1);
        assertThat(cluster.node(2).agreement().current()).isEqualTo(first);
        assertThat(cluster.node(2).agreement().isMyself()).isTrue();
    }

    @Test
    void shouldFoundAClusterOfOne() {
        RecordCluster cluster = new RecordCluster(1);
        cluster.result(cluster.node(0).agreement().init(cluster.endpoints()));
        cluster.result(cluster.node(0).agreement().change(RecordChange.schema(RecordClients.create("alone"))));
        assertThat(cluster.node(0).agreement().current().epoch()).isEqualTo(2);
    }

    @Test
    void shouldChooseOneOfTwoThatRace() {
        RecordCluster cluster = new RecordCluster(3);
        List<CompletableFuture<ClusterRecord>> racing = List.of(
                cluster.node(0).agreement().init(cluster.endpoints()),
                cluster.node(2).agreement().init(cluster.endpoints()));
        List<ClusterRecord> won = new ArrayList<>();
        for (CompletableFuture<ClusterRecord> each : racing) {
            try {
                won.add(cluster.result(each));
            } catch (StarlingException lost) {
                assertThat(lost.code()).isEqualTo(ErrorCode.CONFLICT);
            }
        }
        assertThat(won).hasSize(1);
        cluster.await(1);
        assertThat(cluster.node(1).agreement().current()).isEqualTo(won.get(0));
    }

    @Test
    void shouldChooseOneOfTwoThatShareANode() {
        RecordCluster cluster = new RecordCluster(3);
        List<Endpoint> all = cluster.endpoints();
        CompletableFuture<ClusterRecord> left = cluster.node(0).agreement().init(all.subList(0, 2));
        CompletableFuture<ClusterRecord> right = cluster.node(2).agreement().init(all.subList(1, 3));
        cluster.world().time().runUntil(() -> left.isDone() && right.isDone(), 60_000_000_000L);
        assertThat(List.of(left, right))
                .filteredOn(future -> !future.isCompletedExceptionally())
                .hasSize(1);
    }

    @Test
    void shouldRefuseWhereAClusterExists() {
        RecordCluster cluster = RecordCluster.founded(2);
        assertCode(
                ErrorCode.CONFLICT,
                () -> cluster.result(cluster.node(0).agreement().init(cluster.endpoints())));
    }

    @Test
    void shouldRefuseANodeOfAnotherCluster() {
        RecordCluster cluster = RecordCluster.founded(2);
        cluster.cutOff(0, 1);
        RecordNode late = cluster.add("test");
        late.boot(List.of());
        cluster.world().heal();
        assertCode(
                ErrorCode.CONFLICT,
                () -> cluster.result(late.agreement()
                        .init(List.of(late.endpoint(), cluster.endpoints().get(0)))));
    }

    @Test
    void shouldRefuseANodeThatWaitsForAnotherName() {
        RecordCluster cluster = new RecordCluster(1);
        RecordNode other = cluster.add("other");
        other.boot(List.of());
        assertCode(
                ErrorCode.CONFLICT,
                () -> cluster.result(cluster.node(0).agreement().init(cluster.endpoints())));
    }

    @Test
    void shouldNeedEveryFounder() {
        RecordCluster cluster = new RecordCluster(3);
        cluster.node(2).kill(true);
        assertCode(
                ErrorCode.UNAVAILABLE,
                () -> cluster.result(cluster.node(0).agreement().init(cluster.endpoints())));
        assertThat(cluster.node(1).agreement().current().isFounded()).isFalse();
        cluster.node(2).boot(cluster.endpoints());
        cluster.result(cluster.node(0).agreement().init(cluster.endpoints()));
    }

    @Test
    void shouldRefuseToFoundAClusterOfOthers() {
        RecordCluster cluster = new RecordCluster(2);
        assertCode(
                ErrorCode.BAD_REQUEST,
                () -> cluster.result(
                        cluster.node(0).agreement().init(cluster.endpoints().subList(1, 2))));
    }

    private static void assertCode(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StarlingException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
