package io.starlingdb.node.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.Mutation;
import org.junit.jupiter.api.Test;

class TimestampsTest {
    private static final RequestOptions QUORUM = RequestOptions.at(ConsistencyLevel.QUORUM);
    private static final long AHEAD_MICROS = 300_000_000L;

    private final TestCluster cluster = new TestCluster(1, 3, 3);
    private final Coordinator coordinator = cluster.nodes.get(0).coordinator;

    private Mutation at(long timestamp) {
        return Resending.withTimestamp(cluster.set("lww", "a", 1, "one"), timestamp);
    }

    @Test
    void shouldRefuseATimestampThatIsAbsurdlyFarAhead() {
        long limit = cluster.nodes.get(0).machine.clock().wallMicros() + AHEAD_MICROS;

        assertThatThrownBy(
                        () -> coordinator.write(at(limit + 1_000_000), QUORUM).join())
                .hasCauseInstanceOf(StarlingException.class)
                .hasMessageContaining("clock.ahead_limit");
        assertThat(cluster.await(coordinator.write(at(limit), QUORUM))).isNotNull();
    }

    @Test
    void shouldTakeATimestampOfAnyPast() {
        assertThat(cluster.await(coordinator.write(at(1), QUORUM))).isNotNull();
        assertThat(cluster.await(coordinator.write(at(-1), QUORUM))).isNotNull();
    }

    /** A write loses to a deletion with its very timestamp. */
    @Test
    void shouldPlaceAForwardedWriteBehindAllThatItsNodeHasSeen() {
        TestCluster five = new TestCluster(1, 5, 3);
        int outside = 0;
        while (five.replicas("lww", "k").contains(five.members.get(outside).id())) {
            outside++;
        }
        TestCluster.Node node = five.nodes.get(outside);
        boolean unused = node.clock.observe(node.machine.clock().wallMicros() + 60_000_000);
        Mutation deletion = five.mutation("lww", "k").deletePartition().build();

        five.await(node.coordinator.write(deletion, QUORUM));
        five.await(node.coordinator.write(five.set("lww", "k", 1, "again"), QUORUM));

        ReadResult row = five.await(node.coordinator.read(five.row("lww", "k", 1), QUORUM));
        assertThat(row.partitions()).hasSize(1);
    }
}
