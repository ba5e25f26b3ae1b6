package io.starlingdb.node.schema;

import java.util.Arrays;

/** Bytes under construction whose unsigned order is the order of what was written; descending parts are complemented. */
final class OrderedWriter {
    private static final int INITIAL_BYTES = 32;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;
    private int complement;

    /** Whether what follows sorts the other way round. */
    void descending(boolean descending) {
        complement = descending ? 0xFF : 0;
    }

    void u8(int value) {
        if (length == bytes.length) {
            grow(1);
        }
        bytes[length++] = (byte) (value ^ complement);
    }

    void u32(int value) {
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            u8(value >>> shift);
        }
    }

    void u64(long value) {
        u32((int) (value >>> Integer.SIZE));
        u32((int) value);
    }

    /** Appends bytes as they are; their length must be known otherwise when they are read. */
    void raw(byte[] value) {
        if (length + value.length > bytes.length) {
            grow(value.length);
        }
        for (byte b : value) {
            bytes[length++] = (byte) (b ^ complement);
        }
    }

    /**
     * Appends bytes of any length, ended by 0. Zeros and ones inside become {@code 01 01} and {@code 01 02}, which keeps
     * their order against the end and against each other.
     */
    void terminated(byte[] value) {
        for (byte b : value) {
            if ((b & 0xFE) == 0) {
                u8(1);
                u8(b + 1);
            } else {
                u8(b);
            }
        }
        u8(0);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void grow(int more) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
}
