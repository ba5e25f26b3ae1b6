package io.starlingdb.node.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.node.data.VisibleRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoordinatorTest {
    private static final RequestOptions QUORUM = RequestOptions.at(ConsistencyLevel.QUORUM);

    private static String value(TestCluster cluster, ReadResult result) {
        assertThat(result.partitions()).hasSize(1);
        VisibleRow row = result.partitions().get(0).rows().get(0);
        return new String(row.value(cluster.table("lww").column("v").id()), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void shouldReadAtQuorumWhatWasWrittenAtQuorumThroughAnotherNode() {
        TestCluster cluster = new TestCluster(1, 3, 3);
        cluster.await(cluster.nodes.get(0).coordinator.write(cluster.set("lww", "a", 1, "one"), QUORUM));
        for (TestCluster.Node node : cluster.nodes) {
            ReadResult result = cluster.await(node.coordinator.read(cluster.row("lww", "a", 1), QUORUM));
            assertThat(value(cluster, result)).isEqualTo("one");
        }
    }

    @Test
    void shouldForwardAWriteToAReplica() {
        TestCluster cluster = new TestCluster(2, 5, 3);
        for (TestCluster.Node node : cluster.nodes) {
            String text = "from " + node.machine.index();
            cluster.await(node.coordinator.write(cluster.set("lww", "k", 1, text), QUORUM));
            ReadResult result =
                    cluster.await(cluster.nodes.get(0).coordinator.read(cluster.row("lww", "k", 1), QUORUM));
            assertThat(value(cluster, result)).isEqualTo(text);
        }
    }

    @Test
    void shouldReadAPartitionInOrder() {
        TestCluster cluster = new TestCluster(3, 3, 3);
        for (int c : List.of(5, 3, 9, 1)) {
            cluster.await(cluster.nodes.get(c % 3).coordinator.write(cluster.set("lww", "p", c, "v" + c), QUORUM));
        }
        ReadResult result = cluster.await(cluster.nodes.get(1).coordinator.read(cluster.partition("lww", "p"), QUORUM));
        assertThat(result.partitions().get(0).rows()).hasSize(4);
        assertThat(result.more()).isNull();
    }
}
