package io.starlingdb.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentitiesTest {

    @Test
    void shouldReadTheNodeIdThatItWrites() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            NodeId id = NodeId.random(random);
            assertThat(NodeId.parse(id.toString())).isEqualTo(id);
            assertThat(UUID.fromString(id.toString()).version()).isEqualTo(4);
            assertThat(UUID.fromString(id.toString()).variant()).isEqualTo(2);
        }
    }

    @Test
    void shouldOrderNodeIdsAsTheirText() {
        Random random = new Random(2);
        for (int i = 0; i < 1_000; i++) {
            NodeId one = new NodeId(random.nextLong(), random.nextLong());
            NodeId other = new NodeId(random.nextBoolean() ? one.high() : random.nextLong(), random.nextLong());
            assertThat(Integer.signum(one.compareTo(other)))
                    .isEqualTo(Integer.signum(one.toString().compareTo(other.toString())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1-2-3-4-5", "00000000-0000-0000-0000-00000000000g"})
    void shouldRefuseWhatIsNoNodeId(String text) {
        assertThatThrownBy(() -> NodeId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "db1, db1, 7000",
        "db1:7001, db1, 7001",
        "' 10.0.0.1:9 ', 10.0.0.1, 9",
        "[::1], ::1, 7000",
        "[fe80::1]:7001, fe80::1, 7001",
        "fe80::1, fe80::1, 7000"
    })
    void shouldReadEndpoints(String text, String host, int port) {
        Endpoint endpoint = Endpoint.parse(text, 7000);
        assertThat(endpoint).isEqualTo(new Endpoint(host, port));
        assertThat(Endpoint.parse(endpoint.toString(), 1)).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":7000", "db1:", "db1:x", "db1:0", "db1:65536", "db1:-1", "[::1", "[::1]7000", "[]:1"})
    void shouldRefuseWhatIsNoEndpoint(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text, 7000)).isInstanceOf(IllegalArgumentException.class);
    }
}
