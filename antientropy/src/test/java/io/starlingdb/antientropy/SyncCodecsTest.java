package io.starlingdb.antientropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyncCodecsTest {
    @Test
    void shouldKeepTheBytesOfThisVersion() {
        MessageForms.all().forEach(Golden::check);
    }

    @Test
    void shouldReadWhatPeersOfThisVersionSend() {
        assertThat(SyncCodecs.SUMS_REQUEST.read(new WireReader(Golden.read("sums-request")), 1))
                .isEqualTo(MessageForms.SUMS_REQUEST);
        assertThat(SyncCodecs.SUMS_REPLY.read(new WireReader(Golden.read("sums-reply")), 1))
                .isEqualTo(MessageForms.SUMS_REPLY);
        assertThat(SyncCodecs.HASHES_REQUEST.read(new WireReader(Golden.read("hashes-request")), 1))
                .usingRecursiveComparison()
                .isEqualTo(MessageForms.HASHES_REQUEST);
        assertThat(SyncCodecs.HASHES_REPLY.read(new WireReader(Golden.read("hashes-reply")), 1))
                .usingRecursiveComparison()
                .isEqualTo(MessageForms.HASHES_REPLY);
    }

    @Test
    void shouldRefuseMessagesThatAreCutShort() {
        byte[] whole = Golden.read("sums-request");
        for (int length = 0; length < whole.length; length++) {
            WireReader cut = new WireReader(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SyncCodecs.SUMS_REQUEST.read(cut, 1)).isInstanceOf(WireException.class);
        }
    }
}
