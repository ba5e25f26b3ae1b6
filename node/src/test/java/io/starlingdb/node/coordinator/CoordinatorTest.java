package io.starlingdb.node.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.VisibleRow;
import io.starlingdb.node.ring.Consistency;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.version.CausalContext;
import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;
import io.starlingdb.sim.SimNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class CoordinatorTest {
    private static final RequestOptions QUORUM = RequestOptions.at(ConsistencyLevel.QUORUM);
    private static final RequestOptions ONE = RequestOptions.at(ConsistencyLevel.ONE);
    private static final long MILLI = TestCluster.SECOND / 1_000;

    private static List<String> values(TestCluster cluster, String table, ReadResult result) {
        List<String> values = new ArrayList<>();
        for (PartitionRows partition : result.partitions()) {
            for (VisibleRow row : partition.rows()) {
                row.siblings(cluster.table(table).column("v").id())
                        .forEach(value -> values.add((String) ScalarType.TEXT.decode(value)));
            }
        }
        return values;
    }

    private static StarlingException failure(TestCluster cluster, CompletableFuture<?> future) {
        cluster.world.time().runUntil(future::isDone, 60 * TestCluster.SECOND);
        assertThat(future).isCompletedExceptionally();
        try {
            future.join();
            throw new AssertionError("it succeeded");
        } catch (CompletionException e) {
            return (StarlingException) e.getCause();
        }
    }

    private static Coordinator at(TestCluster cluster, int node) {
        return cluster.nodes.get(node).coordinator;
    }

    @Test
    void shouldReadAtQuorumWhatWasWrittenAtQuorumThroughAnotherNode() {
        TestCluster cluster = new TestCluster(1, 3, 3);
        cluster.await(at(cluster, 0).write(cluster.set("lww", "a", 1, "one"), QUORUM));
        for (int i = 0; i < 3; i++) {
            ReadResult result = cluster.await(at(cluster, i).read(cluster.row("lww", "a", 1), QUORUM));
            assertThat(values(cluster, "lww", result)).containsExactly("one");
        }
    }

    @Test
    void shouldForwardAWriteToAReplica() {
        TestCluster cluster = new TestCluster(2, 5, 3);
        for (int i = 0; i < 5; i++) {
            cluster.await(at(cluster, i).write(cluster.set("lww", "k", 1, "from " + i), QUORUM));
            ReadResult result = cluster.await(at(cluster, 0).read(cluster.row("lww", "k", 1), QUORUM));
            assertThat(values(cluster, "lww", result)).containsExactly("from " + i);
        }
    }

    @Test
    void shouldReadAPartitionInOrder() {
        TestCluster cluster = new TestCluster(3, 3, 3);
        for (int c : List.of(5, 3, 9, 1)) {
            cluster.await(at(cluster, c % 3).write(cluster.set("lww", "p", c, "v" + c), QUORUM));
        }
        ReadResult result = cluster.await(at(cluster, 1).read(cluster.partition("lww", "p"), QUORUM));
        assertThat(values(cluster, "lww", result)).containsExactly("v1", "v3", "v5", "v9");
        assertThat(result.more()).isNull();
    }

    @Test
    void shouldRefuseAtOnceWhenTooFewReplicasLive() {
        TestCluster cluster = new TestCluster(4, 3, 3);
        cluster.declareDead(1);
        cluster.declareDead(2);
        CompletableFuture<?> write = at(cluster, 0).write(cluster.set("lww", "a", 1, "x"), QUORUM);
        assertThat(write).isDone();
        StarlingException refusal = failure(cluster, write);
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refusal.numbers()).isEqualTo(Map.of("required", 2, "alive", 1));
        assertThat(failure(cluster, at(cluster, 0).read(cluster.row("lww", "a", 1), QUORUM))
                        .code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void shouldTimeOutWithItsNumbersWhenTooFewAnswer() {
        TestCluster cluster = new TestCluster(5, 3, 3);
        cluster.kill(1);
        cluster.kill(2);
        RequestOptions hasty = QUORUM.withTimeoutNanos(TestCluster.SECOND / 2);
        StarlingException failure = failure(cluster, at(cluster, 0).write(cluster.set("lww", "a", 1, "x"), hasty));
        assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(failure.numbers()).isEqualTo(Map.of("required", 2, "received", 1));
    }

    @Test
    void shouldNotHoldARequestUpWhileAKilledReplicaIsNotNoticedYet() {
        TestCluster cluster = new TestCluster(6, 3, 3);
        cluster.await(at(cluster, 0).write(cluster.set("lww", "a", 1, "x"), QUORUM));
        cluster.kill(2);
        for (int i = 0; i < 20; i++) {
            long began = cluster.world.time().nowNanos();
            cluster.await(at(cluster, i % 2).write(cluster.set("lww", "a", 1, "v" + i), QUORUM));
            ReadResult result = cluster.await(at(cluster, i % 2).read(cluster.row("lww", "a", 1), QUORUM));
            assertThat(values(cluster, "lww", result)).containsExactly("v" + i);
            assertThat(cluster.world.time().nowNanos() - began).isLessThan(100 * MILLI);
        }
    }

    @Test
    void shouldRefuseAtOnceWhatExceedsTheRequestsUnderWay() {
        TestCluster cluster = new TestCluster(7, 3, 3);
        List<CompletableFuture<?>> requests = new ArrayList<>();
        for (int i = 0; i < TestCluster.REQUESTS_MAX; i++) {
            requests.add(at(cluster, 0).write(cluster.set("lww", "k" + i, 1, "x"), QUORUM));
        }
        CompletableFuture<?> tooMany = at(cluster, 0).read(cluster.row("lww", "k", 1), QUORUM);
        assertThat(tooMany).isDone();
        assertThat(failure(cluster, tooMany).code()).isEqualTo(ErrorCode.OVERLOADED);
        requests.forEach(cluster::await);
        assertThat(at(cluster, 0).requestsUnderWay()).isZero();
    }

    @Test
    void shouldKeepConcurrentSiblingsUntilAWriterHasSeenThem() {
        TestCluster cluster = new TestCluster(8, 3, 3);
        CompletableFuture<?> one = at(cluster, 0).write(cluster.set("sib", "a", 1, "one"), QUORUM);
        CompletableFuture<?> two = at(cluster, 1).write(cluster.set("sib", "a", 1, "two"), QUORUM);
        cluster.await(one);
        cluster.await(two);
        ReadResult both = cluster.await(at(cluster, 2).read(cluster.row("sib", "a", 1), QUORUM));
        assertThat(values(cluster, "sib", both)).containsExactlyInAnyOrder("one", "two");

        MutationBuilder merged = cluster.mutation("sib", "a").context(both.context());
        merged.row(cluster.clustering("sib", 1)).set("v", TestCluster.text("both"));
        cluster.await(at(cluster, 2).write(merged.build(), QUORUM));
        ReadResult after = cluster.await(at(cluster, 0).read(cluster.row("sib", "a", 1), QUORUM));
        assertThat(values(cluster, "sib", after)).containsExactly("both");
    }

    @Test
    void shouldCountAConcurrentLoserOnceAndKeepOneValue() {
        TestCluster cluster = new TestCluster(9, 3, 3);
        CompletableFuture<?> one = at(cluster, 0).write(cluster.set("lww", "a", 1, "one"), QUORUM);
        CompletableFuture<?> two = at(cluster, 1).write(cluster.set("lww", "a", 1, "two"), QUORUM);
        cluster.await(one);
        cluster.await(two);
        cluster.world.time().runFor(TestCluster.SECOND);
        ReadResult result =
                cluster.await(at(cluster, 2).read(cluster.row("lww", "a", 1), RequestOptions.at(ConsistencyLevel.ALL)));
        assertThat(values(cluster, "lww", result)).hasSize(1);
        assertThat(cluster.lostWrites).isEqualTo(1);
    }

    @Test
    void shouldReadNothingOlderThanTheContextGivenEvenAtOne() {
        TestCluster cluster = new TestCluster(10, 3, 3);
        WriteResult written = cluster.await(at(cluster, 0).write(cluster.set("lww", "a", 1, "old"), QUORUM));
        List<SimNode> machines = cluster.world.nodes();
        cluster.world.network().partition(machines.subList(0, 2), machines.subList(2, 3));
        RequestOptions hasty = QUORUM.withTimeoutNanos(TestCluster.SECOND / 5);
        WriteResult newer = cluster.await(at(cluster, 0).write(cluster.set("lww", "a", 1, "new"), hasty));
        cluster.world.time().runFor(2 * TestCluster.SECOND);
        cluster.world.network().reconnect();
        ReadResult behind = cluster.await(at(cluster, 2).read(cluster.row("lww", "a", 1), ONE));
        assertThat(values(cluster, "lww", behind)).containsExactly("old");
        ReadResult bound =
                cluster.await(at(cluster, 2).read(cluster.row("lww", "a", 1), ONE.withAtLeast(newer.context())));
        assertThat(values(cluster, "lww", bound)).containsExactly("new");
        assertThat(bound.contextLost()).isFalse();
        assertThat(written.context()).isNotEqualTo(newer.context());
    }

    @Test
    void shouldSayThatAContextIsLostWhichNoReplicaHas() {
        TestCluster cluster = new TestCluster(11, 3, 3);
        cluster.await(at(cluster, 0).write(cluster.set("lww", "a", 1, "x"), QUORUM));
        CausalContext unknown = new CausalContext(VersionVector.of(new Dot(1, 1)));
        ReadResult result = cluster.await(at(cluster, 0).read(cluster.row("lww", "a", 1), ONE.withAtLeast(unknown)));
        assertThat(result.contextLost()).isTrue();
        assertThat(values(cluster, "lww", result)).containsExactly("x");

        cluster.kill(2);
        RequestOptions hasty = ONE.withAtLeast(unknown).withTimeoutNanos(TestCluster.SECOND);
        assertThat(failure(cluster, at(cluster, 0).read(cluster.row("lww", "a", 1), hasty))
                        .code())
                .isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void shouldGiveTheContextOfARowThatIsNotThere() {
        TestCluster cluster = new TestCluster(12, 3, 3);
        ReadResult never = cluster.await(at(cluster, 0).read(cluster.row("lww", "a", 1), QUORUM));
        assertThat(never.context()).isEqualTo(CausalContext.EMPTY);
        cluster.await(at(cluster, 0).write(cluster.set("lww", "a", 1, "x"), QUORUM));
        Mutation deletion = cluster.mutation("lww", "a")
                .deleteRow(cluster.clustering("lww", 1))
                .build();
        WriteResult deleted = cluster.await(at(cluster, 1).write(deletion, QUORUM));
        ReadResult after = cluster.await(at(cluster, 2).read(cluster.row("lww", "a", 1), QUORUM));
        assertThat(after.partitions()).isEmpty();
        assertThat(after.context().vector().containsAll(deleted.context().vector()))
                .isTrue();
        ReadResult partition = cluster.await(at(cluster, 2).read(cluster.partition("lww", "a"), QUORUM));
        assertThat(partition.context()).isNull();
    }

    @Test
    void shouldSendAForwardedWriteAgainOnlyWhereThatDoesNoHarm() {
        TestCluster cluster = new TestCluster(13, 5, 3);
        int outside = outsider(cluster, "lww");
        killFirstChoice(cluster, outside, "lww");
        WriteResult written = cluster.await(at(cluster, outside).write(cluster.set("lww", "k", 1, "x"), QUORUM));
        assertThat(written.context().vector().isEmpty()).isFalse();

        TestCluster other = new TestCluster(13, 5, 3);
        killFirstChoice(other, outside, "sib");
        RequestOptions hasty = QUORUM.withTimeoutNanos(3 * TestCluster.SECOND);
        StarlingException failure = failure(other, at(other, outside).write(other.set("sib", "k", 1, "x"), hasty));
        assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
    }

    /** A node that is no replica of the partition "k". */
    private static int outsider(TestCluster cluster, String table) {
        for (int i = 0; i < cluster.nodes.size(); i++) {
            if (!cluster.replicas(table, "k").contains(cluster.members.get(i).id())) {
                return i;
            }
        }
        throw new AssertionError("every node is a replica");
    }

    /** Kills the replica to which the node would forward: without latencies known, the first in the record's order. */
    private static void killFirstChoice(TestCluster cluster, int from, String table) {
        int first =
                cluster.members.indexOf(cluster.replicas(table, "k").members().get(0));
        assertThat(first).isNotEqualTo(from);
        cluster.kill(first);
    }

    @Test
    void shouldAnswerABatchInItsOrderAndFailItWithItsFirstFailure() {
        TestCluster cluster = new TestCluster(14, 3, 3);
        List<Mutation> mutations = List.of(cluster.set("lww", "a", 1, "x"), cluster.set("lww", "b", 1, "y"));
        BatchResult result = cluster.await(at(cluster, 0).batch(mutations, QUORUM));
        assertThat(result.writes()).hasSize(2);
        assertThat(cluster.await(at(cluster, 0).batch(List.of(), QUORUM)).writes())
                .isEmpty();
        cluster.declareDead(1);
        cluster.declareDead(2);
        assertThat(failure(cluster, at(cluster, 0).batch(mutations, QUORUM)).code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void shouldTakePlainNumbersOfReplicas() {
        TestCluster cluster = new TestCluster(15, 3, 3);
        RequestOptions three = RequestOptions.at(Consistency.replicas(3));
        cluster.await(at(cluster, 0).write(cluster.set("lww", "a", 1, "x"), three));
        cluster.kill(1);
        cluster.declareDead(1);
        StarlingException refusal = failure(cluster, at(cluster, 0).write(cluster.set("lww", "a", 1, "y"), three));
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(failure(
                                cluster,
                                at(cluster, 0)
                                        .read(cluster.row("lww", "a", 1), RequestOptions.at(Consistency.replicas(4))))
                        .code())
                .isEqualTo(ErrorCode.BAD_REQUEST);
    }
}
