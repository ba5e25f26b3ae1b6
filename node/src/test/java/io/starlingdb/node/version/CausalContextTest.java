package io.starlingdb.node.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CausalContextTest {
    private static final byte[] SECRET = "the cluster's secret".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ROW = {1, 2, 3};
    private static final CausalContext CONTEXT =
            new CausalContext(VersionVector.of(3, 1_795_000_000_000_000L, 1_795_000_000_000_042L)
                    .union(VersionVector.of(7, 1_795_000_000_000_007L, 1_795_000_000_000_008L)));

    private static void isRefused(String text, byte[] row, byte[] secret) {
        assertThatExceptionOfType(StarlingException.class)
                .isThrownBy(() -> CausalContext.decode(text, row, secret))
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.BAD_CONTEXT));
    }

    @Test
    void shouldReadBackWhatItHandedOut() {
        String text = CONTEXT.encode(ROW, SECRET);

        assertThat(CausalContext.decode(text, ROW, SECRET)).isEqualTo(CONTEXT);
        assertThat(CausalContext.decode(CausalContext.EMPTY.encode(ROW, SECRET), ROW, SECRET))
                .isEqualTo(CausalContext.EMPTY);
    }

    @Test
    void shouldKeepItsTextForm() {
        assertThat(CONTEXT.encode(ROW, SECRET)).isEqualTo("AQIDgOD8irCRmAMqB4fg_IqwkZgDAcRPlXW6iK74Jpo");
    }

    @Test
    void shouldRefuseAnyChangedByte() {
        byte[] bytes = Base64.getUrlDecoder().decode(CONTEXT.encode(ROW, SECRET));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 0x10;
            isRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(changed), ROW, SECRET);
        }
    }

    @Test
    void shouldRefuseWhatWasCutShort() {
        String text = CONTEXT.encode(ROW, SECRET);
        for (int length = 0; length < text.length(); length++) {
            isRefused(text.substring(0, length), ROW, SECRET);
        }
        isRefused("not base64url!", ROW, SECRET);
    }

    @Test
    void shouldRefuseTheContextOfAnotherRowOrCluster() {
        String text = CONTEXT.encode(ROW, SECRET);

        isRefused(text, new byte[] {1, 2, 4}, SECRET);
        isRefused(text, ROW, "another".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldMergeWhatTwoReadsHaveSeen() {
        CausalContext other = new CausalContext(VersionVector.of(new Dot(9, 5)));

        CausalContext merged = CONTEXT.merge(other);

        assertThat(merged.hasSeen(new Dot(9, 5))).isTrue();
        assertThat(merged.hasSeen(new Dot(3, 1_795_000_000_000_042L))).isTrue();
        assertThat(CONTEXT.merge(CausalContext.EMPTY)).isSameAs(CONTEXT);
    }
}
