package io.starlingdb.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeAddressTest {

    @ParameterizedTest
    @CsvSource({"localhost,localhost:8080", "127.0.0.2:81,127.0.0.2:81", "[::1]:9,[::1]:9", "[::1],[::1]:8080"})
    void shouldReadHostAndPort(String text, String shown) {
        assertThat(NodeAddress.parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "h:0", "h:70000", "h:x", "http://h", "h/path", "u@h", "h?q"})
    void shouldRefuseEverythingElse(String text) {
        assertThatThrownBy(() -> NodeAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HOST[:PORT]");
    }
}
