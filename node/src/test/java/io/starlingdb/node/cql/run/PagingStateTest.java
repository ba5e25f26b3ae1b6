package io.starlingdb.node.cql.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.ResumePoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PagingStateTest {

    private static final PagingState STATE =
            new PagingState(new Position(3, new ResumePoint(new byte[] {1, 2}, -5, new byte[] {9}, 7)), 100);

    @Test
    void shouldComeBackAsItWas() {
        assertThat(PagingState.decode(STATE.encode(42), 42)).isEqualTo(STATE);
        PagingState atPartitionEnd =
                new PagingState(new Position(0, new ResumePoint(new byte[] {1}, 5, null, 0)), Integer.MAX_VALUE);
        assertThat(PagingState.decode(atPartitionEnd.encode(1), 1)).isEqualTo(atPartitionEnd);
        PagingState atKey = new PagingState(new Position(2, null), 1);
        assertThat(PagingState.decode(atKey.encode(1), 1)).isEqualTo(atKey);
    }

    /** Another node, perhaps of another version, gets these bytes. */
    @Test
    void shouldKeepItsForm() throws IOException {
        try (InputStream golden = PagingStateTest.class.getResourceAsStream("paging-state-v1.hex")) {
            assertThat(golden).hasContent(HexFormat.of().formatHex(STATE.encode(42)));
        }
    }

    @Test
    void shouldRefuseTheStateOfAnotherStatement() {
        assertInvalid(STATE.encode(42), 43);
    }

    @Test
    void shouldRefuseGarbage() {
        assertInvalid(new byte[0], 42);
        assertInvalid("what a client may send".getBytes(java.nio.charset.StandardCharsets.UTF_8), 42);
        byte[] longer = java.util.Arrays.copyOf(STATE.encode(42), STATE.encode(42).length + 1);
        assertInvalid(longer, 42);
    }

    @Property
    void shouldNoticeEveryChangedByte(
            @ForAll @IntRange(max = 24) int at, @ForAll @IntRange(min = 1, max = 255) int change) {
        byte[] bytes = STATE.encode(42);
        bytes[Math.min(at, bytes.length - 1)] ^= (byte) change;

        assertInvalid(bytes, 42);
    }

    private static void assertInvalid(byte[] bytes, int fingerprint) {
        assertThatThrownBy(() -> PagingState.decode(bytes, fingerprint))
                .isInstanceOfSatisfying(
                        StarlingException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }
}
