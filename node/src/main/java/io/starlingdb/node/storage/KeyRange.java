package io.starlingdb.node.storage;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The keys in {@code [start, end)}, ordered as unsigned bytes; without an end, all from the start on.
 *
 * <p>The arrays are kept as they are and must not be changed.
 */
public final class KeyRange {

    /** Every key. */
    public static final KeyRange ALL = new KeyRange(new byte[0], null);

    private final byte[] start;
    private final byte @Nullable [] end;

    private KeyRange(byte[] start, byte @Nullable [] end) {
        this.start = start;
        this.end = end;
    }

    /** The keys in {@code [start, end)}; empty when the end is not above the start. */
    public static KeyRange between(byte[] start, byte[] end) {
        return new KeyRange(start, end);
    }

    /** All keys from {@code start} on. */
    public static KeyRange from(byte[] start) {
        return new KeyRange(start, null);
    }

    /** All keys that begin with {@code prefix}. */
    public static KeyRange prefix(byte[] prefix) {
        return new KeyRange(prefix, successorOf(prefix));
    }

    /** The first key of the range, if it is there at all. */
    public byte[] start() {
        return start;
    }

    /** The first key behind the range, or null if there is no end. */
    public byte @Nullable [] end() {
        return end;
    }

    /** Whether no key can be in it. */
    public boolean isEmpty() {
        return end != null && Arrays.compareUnsigned(start, end) >= 0;
    }

    /** Whether {@code key} is in it. */
    public boolean contains(byte[] key) {
        return Arrays.compareUnsigned(key, start) >= 0 && (end == null || Arrays.compareUnsigned(key, end) < 0);
    }

    /** The keys that are in both. */
    public KeyRange intersect(KeyRange other) {
        byte[] from = Arrays.compareUnsigned(start, other.start) >= 0 ? start : other.start;
        return new KeyRange(from, smallerEnd(end, other.end));
    }

    private static byte @Nullable [] smallerEnd(byte @Nullable [] one, byte @Nullable [] other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Arrays.compareUnsigned(one, other) <= 0 ? one : other;
    }

    /** The first key above all that begin with {@code prefix}; null if there is none because it is all 0xFF. */
    private static byte @Nullable [] successorOf(byte[] prefix) {
        for (int last = prefix.length - 1; last >= 0; last--) {
            if (prefix[last] != (byte) 0xFF) {
                byte[] successor = Arrays.copyOf(prefix, last + 1);
                successor[last]++;
                return successor;
            }
        }
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyRange range && Arrays.equals(start, range.start) && Arrays.equals(end, range.end);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(start) + Arrays.hashCode(end);
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return "[" + hex.formatHex(start) + ", " + (end == null ? "end" : hex.formatHex(end)) + ")";
    }
}
