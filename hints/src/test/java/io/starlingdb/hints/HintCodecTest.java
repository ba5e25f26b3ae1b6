package io.starlingdb.hints;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.NodeId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HintCodecTest {
    private static final HintKey KEY =
            new HintKey(new NodeId(0x0102030405060708L, 0x8899aabbccddeeffL), new byte[] {1, 2, 3, (byte) 0xff});
    private static final Hint HINT =
            new Hint(1_764_000_000_123L, 77, 1_764_000_000_123_456L, true, new byte[] {9, 8, 7});

    private static String golden(String name) throws IOException {
        try (InputStream in = HintCodecTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }

    @Test
    void shouldStoreTheBytesItHasAlwaysStored() throws IOException {
        byte[] key = HintCodec.encode(KEY);
        assertThat(HexFormat.of().formatHex(key)).isEqualTo(golden("hint-key-v1.hex"));
        assertThat(HexFormat.of().formatHex(HintCodec.encode(key, HINT))).isEqualTo(golden("hint-v1.hex"));
    }

    @Test
    void shouldReadWhatItHasStored() {
        byte[] key = HintCodec.encode(KEY);
        assertThat(HintCodec.decodeKey(key)).isEqualTo(KEY);
        assertThat(HintCodec.decode(key, HintCodec.encode(key, HINT)))
                .usingRecursiveComparison()
                .isEqualTo(HINT);
    }

    @Test
    void shouldKnowEveryFlippedBitAndEveryShortValue() {
        byte[] key = HintCodec.encode(KEY);
        byte[] stored = HintCodec.encode(key, HINT);
        for (int bit = 0; bit < stored.length * 8; bit++) {
            byte[] damaged = stored.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(HintCodec.decode(key, damaged)).as("bit %d", bit).isNull();
        }
        for (int length = 0; length < stored.length; length++) {
            assertThat(HintCodec.decode(key, java.util.Arrays.copyOf(stored, length)))
                    .isNull();
        }
        key[20 - 1] ^= 1;
        assertThat(HintCodec.decode(key, stored)).isNull();
        assertThat(HintCodec.decodeKey(new byte[15])).isNull();
    }
}
