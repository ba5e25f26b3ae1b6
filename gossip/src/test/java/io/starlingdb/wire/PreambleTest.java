package io.starlingdb.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PreambleTest {
    private static final Preamble PREAMBLE =
            new Preamble("birds", new Endpoint("10.0.0.1", 7000), Lane.BULK, new WireVersions(1, 3));

    private static final byte[] GOLDEN = HexFormat.of()
            .parseHex("53544c47" + "01" + "01" + "03" + "02" + "0831302e302e302e31" + "1b58" + "056269726473");

    @Test
    void shouldKeepItsBytes() {
        assertThat(PREAMBLE.encode()).isEqualTo(GOLDEN);
        assertThat(Preamble.decode(GOLDEN, 0, GOLDEN.length)).isEqualTo(PREAMBLE);
    }

    @Test
    void shouldRefuseWhatIsCutShortOrSomethingElse() {
        for (int length = 0; length < GOLDEN.length; length++) {
            byte[] cut = Arrays.copyOf(GOLDEN, length);
            assertThatThrownBy(() -> Preamble.decode(cut, 0, cut.length)).isInstanceOf(WireException.class);
        }
        byte[] http = "GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> Preamble.decode(http, 0, http.length)).isInstanceOf(WireException.class);
    }
}
