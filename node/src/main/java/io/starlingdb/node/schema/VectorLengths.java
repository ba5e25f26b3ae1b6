package io.starlingdb.node.schema;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks a vector's bytes, and knows the form of lengths in them: Cassandra's unsigned variable integers, whose first byte has as
 * many leading ones as bytes follow, big endian.
 */
final class VectorLengths {
    private static final int BITS_EACH = 7;

    private final byte[] bytes;
    private int position;

    VectorLengths(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isAtEnd() {
        return position == bytes.length;
    }

    /** The next bytes; null if there are not as many. */
    byte @Nullable [] take(long count) {
        if (count < 0 || count > bytes.length - position) {
            return null;
        }
        position += (int) count;
        return Arrays.copyOfRange(bytes, position - (int) count, position);
    }

    /** The next length; −1 if none stands here. */
    long length() {
        if (isAtEnd()) {
            return -1;
        }
        int first = bytes[position++];
        int more = Integer.numberOfLeadingZeros(~(first << (Integer.SIZE - Byte.SIZE)));
        if (more > Integer.BYTES || more > bytes.length - position) {
            return -1;
        }
        long length = more == 0 ? first & 0x7F : first & (0xFF >>> (more + 1));
        for (int i = 0; i < more; i++) {
            length = length << Byte.SIZE | (bytes[position++] & 0xFF);
        }
        return length;
    }

    static void write(int length, ByteArrayOutputStream out) {
        int more = 0;
        while (more < Integer.BYTES && length >>> (BITS_EACH * (more + 1)) != 0) {
            more++;
        }
        // The leading ones of the first byte stand above what it holds of the number itself.
        out.write((0xFF00 >>> more) & 0xFF | (more == Integer.BYTES ? 0 : length >>> (Byte.SIZE * more)));
        for (int i = more - 1; i >= 0; i--) {
            out.write(length >>> (Byte.SIZE * i));
        }
    }
}
