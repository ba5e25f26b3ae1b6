package io.starlingdb.node.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.schema.Replication;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the levels mean while another datacenter is slow or gone: three replicas in each of two, asked in the first. */
class DatacentersTest {
    private static final long MILLI = TestCluster.SECOND / 1_000;
    private static final long PAUSE = 3 * TestCluster.SECOND;

    private final TestCluster cluster = new TestCluster(
            1,
            List.of("east", "east", "east", "west", "west", "west"),
            Replication.networkTopology(Map.of("east", 3, "west", 3)));
    private final Coordinator east = cluster.nodes.get(0).coordinator;

    @BeforeEach
    void warmUp() {
        nanosOf(write(ConsistencyLevel.ALL));
        nanosOf(read(ConsistencyLevel.EACH_QUORUM));
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCAL_ONE", "LOCAL_QUORUM", "ONE"})
    void shouldNotWaitForASlowDatacenterThatIsNotNeeded(ConsistencyLevel level) {
        pause(3, 4, 5);
        assertThat(nanosOf(write(level))).isLessThan(50 * MILLI);
        assertThat(nanosOf(read(level))).isLessThan(50 * MILLI);
    }

    @ParameterizedTest
    @EnumSource(names = {"EACH_QUORUM", "QUORUM", "ALL"})
    void shouldWaitForASlowDatacenterThatIsNeeded(ConsistencyLevel level) {
        pause(3, 4, 5);
        assertThat(nanosOf(write(level))).isGreaterThan(PAUSE / 2);
        pause(3, 4, 5);
        assertThat(nanosOf(read(level))).isGreaterThan(PAUSE / 2);
    }

    @Test
    void shouldNotWaitForOneSlowReplicaOfADatacenter() {
        pause(5);
        assertThat(nanosOf(write(ConsistencyLevel.EACH_QUORUM))).isLessThan(50 * MILLI);
        assertThat(nanosOf(read(ConsistencyLevel.EACH_QUORUM)))
                .as("the third is asked meanwhile")
                .isLessThan(200 * MILLI);
    }

    @Test
    void shouldReadOnFromOthersWhenReplicasOfItsOwnDatacenterAreSlow() {
        pause(1);
        assertThat(nanosOf(read(ConsistencyLevel.LOCAL_QUORUM))).isLessThan(200 * MILLI);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCAL_ONE", "LOCAL_QUORUM"})
    void shouldServeLocalLevelsWhileAnotherDatacenterIsDead(ConsistencyLevel level) {
        declareDead(3, 4, 5);
        assertThat(nanosOf(write(level))).isLessThan(50 * MILLI);
        assertThat(nanosOf(read(level))).isLessThan(50 * MILLI);
    }

    @Test
    void shouldRefuseAtOnceWhatADeadDatacenterIsNeededFor() {
        declareDead(3, 4);
        for (ConsistencyLevel level : List.of(ConsistencyLevel.EACH_QUORUM, ConsistencyLevel.ALL)) {
            assertThat(refusal(write(level))).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(refusal(read(level))).isEqualTo(ErrorCode.UNAVAILABLE);
        }
        assertThat(nanosOf(write(ConsistencyLevel.QUORUM))).isLessThan(50 * MILLI);
        declareDead(5);
        assertThat(refusal(write(ConsistencyLevel.QUORUM))).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void shouldRefuseLocalLevelsWhereItsOwnDatacenterIsDeadThoughOthersLive() {
        declareDead(1, 2);
        assertThat(refusal(write(ConsistencyLevel.LOCAL_QUORUM))).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refusal(read(ConsistencyLevel.LOCAL_QUORUM))).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(nanosOf(write(ConsistencyLevel.QUORUM))).isLessThan(50 * MILLI);
        assertThat(nanosOf(read(ConsistencyLevel.LOCAL_ONE))).isLessThan(50 * MILLI);
    }

    private CompletableFuture<?> write(ConsistencyLevel level) {
        return east.write(cluster.set("lww", "a", 1, "x"), RequestOptions.at(level));
    }

    private CompletableFuture<?> read(ConsistencyLevel level) {
        return east.read(cluster.row("lww", "a", 1), RequestOptions.at(level));
    }

    private long nanosOf(CompletableFuture<?> request) {
        long began = cluster.world.time().nowNanos();
        cluster.await(request);
        return cluster.world.time().nowNanos() - began;
    }

    private static ErrorCode refusal(CompletableFuture<?> request) {
        assertThat(request).as("refused at once").isCompletedExceptionally();
        try {
            request.join();
            throw new AssertionError("it succeeded");
        } catch (CompletionException e) {
            return ((StarlingException) e.getCause()).code();
        }
    }

    private void pause(int... nodes) {
        for (int node : nodes) {
            cluster.nodes.get(node).machine.pause(PAUSE);
        }
    }

    private void declareDead(int... nodes) {
        for (int node : nodes) {
            cluster.kill(node);
            cluster.declareDead(node);
        }
    }
}
