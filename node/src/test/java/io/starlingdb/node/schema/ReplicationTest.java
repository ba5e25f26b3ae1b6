package io.starlingdb.node.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.node.schema.Replication.Strategy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplicationTest {
    @Test
    void shouldReadBothStrategiesByShortAndFullName() {
        Replication simple = Replication.parse(Map.of("class", "SimpleStrategy", "replication_factor", "3"));
        Replication network = Replication.parse(
                Map.of("class", "org.apache.cassandra.locator.NetworkTopologyStrategy", "east", "3", "west", "0"));

        assertThat(simple).isEqualTo(Replication.simple(3));
        assertThat(network).isEqualTo(Replication.networkTopology(Map.of("east", 3, "west", 0)));
        assertThat(network.factor("east")).isEqualTo(3);
        assertThat(network.factor("north")).isZero();
        assertThat(Replication.parse(simple.options())).isEqualTo(simple);
        assertThat(Replication.parse(network.options())).isEqualTo(network);
    }

    @Test
    void shouldApplyADefaultToDatacentersWithoutANumber() {
        Replication replication =
                Replication.parse(Map.of("class", "NetworkTopologyStrategy", "replication_factor", "2", "east", "3"));

        assertThat(replication.strategy()).isEqualTo(Strategy.NETWORK_TOPOLOGY);
        assertThat(replication.factor("east")).isEqualTo(3);
        assertThat(replication.factor("west")).isEqualTo(2);
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertRefused("needs a 'class'", Map.of());
        assertRefused("unknown replication class 'Raft'", Map.of("class", "Raft"));
        assertRefused("needs a replication_factor and nothing else", Map.of("class", "SimpleStrategy"));
        assertRefused(
                "needs a replication_factor and nothing else",
                Map.of("class", "SimpleStrategy", "replication_factor", "1", "east", "1"));
        assertRefused("number of replicas of a datacenter", Map.of("class", "NetworkTopologyStrategy"));
        assertRefused(
                "'east' is a number of replicas, not 'many'",
                Map.of("class", "NetworkTopologyStrategy", "east", "many"));
        assertRefused("between 1 and 1000", Map.of("class", "SimpleStrategy", "replication_factor", "0"));
        assertRefused("between 0 and 1000", Map.of("class", "NetworkTopologyStrategy", "east", "-1"));
    }

    private static void assertRefused(String sentence, Map<String, String> options) {
        assertThatThrownBy(() -> Replication.parse(options)).hasMessageContaining(sentence);
    }
}
