package io.starlingdb.node.schema;

/** Numbers as bytes, most significant first. */
final class BigEndian {
    private BigEndian() {}

    /** The lowest {@code width} bytes of a number. */
    static byte[] bytes(long number, int width) {
        byte[] bytes = new byte[width];
        long rest = number;
        for (int i = width - 1; i >= 0; i--) {
            bytes[i] = (byte) rest;
            rest >>= Byte.SIZE;
        }
        return bytes;
    }

    /** The two's complement number in {@code width} bytes from {@code offset}. */
    static long signed(byte[] bytes, int offset, int width) {
        long number = bytes[offset];
        for (int i = 1; i < width; i++) {
            number = number << Byte.SIZE | (bytes[offset + i] & 0xFF);
        }
        return number;
    }

    /** The eight bytes from {@code offset}. */
    static long int64(byte[] bytes, int offset) {
        return signed(bytes, offset, Long.BYTES);
    }

    /** The four bytes from {@code offset}. */
    static int int32(byte[] bytes, int offset) {
        return (int) signed(bytes, offset, Integer.BYTES);
    }
}
