package io.starlingdb.node.schema;

import io.starlingdb.client.StarlingException;
import java.util.Arrays;

/** Reads what an {@link OrderedWriter} wrote; fails with {@code INVALID} on bytes that it cannot have written. */
final class OrderedReader {
    private final byte[] bytes;
    private final int end;
    private int position;
    private int complement;

    OrderedReader(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    void descending(boolean descending) {
        complement = descending ? 0xFF : 0;
    }

    boolean hasMore() {
        return position < end;
    }

    int u8() {
        if (position >= end) {
            throw broken();
        }
        return (bytes[position++] ^ complement) & 0xFF;
    }

    int u32() {
        return u8() << 24 | u8() << 16 | u8() << 8 | u8();
    }

    long u64() {
        return (long) u32() << Integer.SIZE | Integer.toUnsignedLong(u32());
    }

    byte[] raw(int count) {
        if (count < 0 || count > end - position) {
            throw broken();
        }
        byte[] value = Arrays.copyOfRange(bytes, position, position + count);
        position += count;
        if (complement != 0) {
            for (int i = 0; i < count; i++) {
                value[i] ^= (byte) complement;
            }
        }
        return value;
    }

    byte[] terminated() {
        byte[] value = new byte[end - position];
        int length = 0;
        for (int b = u8(); b != 0; b = u8()) {
            if (b == 1) {
                b = u8() - 1;
                if ((b & ~1) != 0) {
                    throw broken();
                }
            }
            value[length++] = (byte) b;
        }
        return Arrays.copyOf(value, length);
    }

    static StarlingException broken() {
        return StarlingException.invalid("broken ordered key bytes");
    }
}
