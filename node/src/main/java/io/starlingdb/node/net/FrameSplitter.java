package io.starlingdb.node.net;

import io.starlingdb.wire.WireException;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into units: each a length (four bytes, big-endian, not counting themselves) and so many bytes. What a chunk leaves
 * unfinished is carried over to the next; whole units are handed out where they lie, without a copy. Not thread safe.
 */
final class FrameSplitter {
    static final int LENGTH_BYTES = 4;

    private static final byte[] NOTHING = new byte[0];

    /** Takes one unit; the bytes are only lent for the call. */
    interface Sink {
        void take(byte[] buffer, int offset, int length);
    }

    private int unitBytesMax;

    /** The unfinished unit, its length in front; grows as bytes come, not as they are announced. */
    private byte[] carried = NOTHING;

    private int carriedSize;

    FrameSplitter(int unitBytesMax) {
        this.unitBytesMax = unitBytesMax;
    }

    /** Sets the length of the longest unit from the next one on. A sink may call it. */
    void limit(int bytesMax) {
        unitBytesMax = bytesMax;
    }

    /**
     * Hands out every unit that is now whole, in order.
     *
     * @throws WireException if a unit is announced that is empty or longer than the limit; the stream is then of no more use
     */
    void take(byte[] chunk, Sink sink) {
        int position = carriedSize == 0 ? 0 : finishCarried(chunk, sink);
        while (chunk.length - position >= LENGTH_BYTES) {
            int length = lengthAt(chunk, position);
            if (chunk.length - position - LENGTH_BYTES < length) {
                break;
            }
            sink.take(chunk, position + LENGTH_BYTES, length);
            position += LENGTH_BYTES + length;
        }
        if (position < chunk.length) {
            carry(chunk, position, chunk.length - position);
        }
    }

    /** Completes the carried unit from the front of the chunk; returns how many bytes of it were used. */
    private int finishCarried(byte[] chunk, Sink sink) {
        int position = 0;
        if (carriedSize < LENGTH_BYTES) {
            position = Math.min(LENGTH_BYTES - carriedSize, chunk.length);
            carry(chunk, 0, position);
            if (carriedSize < LENGTH_BYTES) {
                return position;
            }
        }
        int length = lengthAt(carried, 0);
        int more = Math.min(LENGTH_BYTES + length - carriedSize, chunk.length - position);
        carry(chunk, position, more);
        if (carriedSize == LENGTH_BYTES + length) {
            byte[] whole = carried;
            carried = NOTHING;
            carriedSize = 0;
            sink.take(whole, LENGTH_BYTES, length);
        }
        return position + more;
    }

    private void carry(byte[] chunk, int from, int length) {
        if (carried.length - carriedSize < length) {
            carried = Arrays.copyOf(carried, Math.max(carriedSize + length, 2 * carriedSize));
        }
        System.arraycopy(chunk, from, carried, carriedSize, length);
        carriedSize += length;
    }

    private int lengthAt(byte[] buffer, int position) {
        int length = (buffer[position] & 0xff) << 24
                | (buffer[position + 1] & 0xff) << 16
                | (buffer[position + 2] & 0xff) << 8
                | buffer[position + 3] & 0xff;
        if (length < 1 || length > unitBytesMax) {
            throw new WireException(
                    "a unit of " + Integer.toUnsignedString(length) + " bytes; 1 to " + unitBytesMax + " are possible");
        }
        return length;
    }
}
