package io.starlingdb.hints;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of a hint: key {@code target 16 | row}, value {@code form u8 | checksum 4 | flags u8 | first millis 8 | version 8 |
 * lowest stamp 8 | content}. The checksum is CRC-32C over the key and all of the value behind it, so that what a power failure tore is known.
 */
public final class HintCodec {
    static final int KEY_HEAD_BYTES = 16;
    static final int HEAD_BYTES = 30;

    private static final int FORM = 1;
    private static final int CHECKED_FROM = 5;
    private static final int COUNTED = 1;

    private HintCodec() {}

    /** The stored form of a key. */
    public static byte[] encode(HintKey key) {
        WireWriter out = new WireWriter(KEY_HEAD_BYTES + key.row().length);
        out.int64(key.target().high());
        out.int64(key.target().low());
        out.raw(key.row(), 0, key.row().length);
        return out.toByteArray();
    }

    /** Reads a stored key; null if it is none. */
    public static @Nullable HintKey decodeKey(byte[] stored) {
        if (stored.length < KEY_HEAD_BYTES) {
            return null;
        }
        WireReader in = new WireReader(stored, 0, stored.length);
        NodeId target = new NodeId(in.int64(), in.int64());
        return new HintKey(target, Arrays.copyOfRange(stored, KEY_HEAD_BYTES, stored.length));
    }

    /** The stored form of a hint. */
    public static byte[] encode(byte[] key, Hint hint) {
        WireWriter out = new WireWriter(HEAD_BYTES + hint.content().length);
        out.u8(FORM);
        out.int32(0);
        out.u8(hint.isCounted() ? COUNTED : 0);
        out.int64(hint.firstMillis());
        out.int64(hint.version());
        out.int64(hint.lowestStamp());
        out.raw(hint.content(), 0, hint.content().length);
        byte[] stored = out.toByteArray();
        int checksum = checksum(key, stored);
        for (int i = 0; i < Integer.BYTES; i++) {
            stored[1 + i] = (byte) (checksum >>> (Integer.SIZE - Byte.SIZE * (i + 1)));
        }
        return stored;
    }

    /** Reads a stored hint; null if these are not the very bytes that were stored under this key. */
    public static @Nullable Hint decode(byte[] key, byte[] stored) {
        if (stored.length < HEAD_BYTES || stored[0] != FORM) {
            return null;
        }
        WireReader in = new WireReader(stored, 1, stored.length - 1);
        if (in.int32() != checksum(key, stored)) {
            return null;
        }
        boolean isCounted = (in.u8() & COUNTED) != 0;
        return new Hint(
                in.int64(), in.int64(), in.int64(), isCounted, Arrays.copyOfRange(stored, HEAD_BYTES, stored.length));
    }

    private static int checksum(byte[] key, byte[] stored) {
        CRC32C crc = new CRC32C();
        crc.update(stored[0]);
        crc.update(key);
        crc.update(stored, CHECKED_FROM, stored.length - CHECKED_FROM);
        return (int) crc.getValue();
    }
}
