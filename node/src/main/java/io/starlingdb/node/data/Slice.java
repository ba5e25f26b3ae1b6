package io.starlingdb.node.data;

import io.starlingdb.node.schema.ClusteringBound;
import java.util.Arrays;

/**
 * The rows of a partition between two places. Slices of a partition are told in storage order, whichever way they are read.
 *
 * @param start where it begins
 * @param end where it ends
 */
public record Slice(ClusteringBound start, ClusteringBound end) {
    /** All rows of a partition. */
    public static final Slice ALL = new Slice(ClusteringBound.START, ClusteringBound.END);

    private static final int TAIL_BYTES = 3;
    private static final int START_IS_AFTER = 1;
    private static final int END_IS_AFTER = 2;

    /** The one row with this clustering key, or all that begin with this prefix of one. */
    public static Slice of(byte[] prefix) {
        return new Slice(ClusteringBound.before(prefix), ClusteringBound.after(prefix));
    }

    /** Whether no row can lie in it. */
    public boolean isEmpty() {
        return start.compareTo(end) >= 0;
    }

    /** Whether the row with this clustering key lies in it. */
    public boolean contains(byte[] clustering) {
        return start.isBelow(clustering) && !end.isBelow(clustering);
    }

    /** Whether every row of the other lies in this one. */
    public boolean contains(Slice other) {
        return start.compareTo(other.start) <= 0 && end.compareTo(other.end) >= 0;
    }

    /** Whether some row could lie in both. */
    public boolean intersects(Slice other) {
        return start.compareTo(other.end) < 0 && other.start.compareTo(end) < 0;
    }

    /** The clustering part of a range deletion's key: {@code start prefix | end prefix | length of the first 2 | sides 1}. */
    byte[] encoded() {
        byte[] first = start.prefix();
        byte[] second = end.prefix();
        if (first.length > 0xFFFF) {
            throw new IllegalArgumentException("a bound of " + first.length + " bytes");
        }
        byte[] out = Arrays.copyOf(first, first.length + second.length + TAIL_BYTES);
        System.arraycopy(second, 0, out, first.length, second.length);
        int at = first.length + second.length;
        out[at] = (byte) (first.length >> Byte.SIZE);
        out[at + 1] = (byte) first.length;
        out[at + 2] = (byte) ((start.isAfter() ? START_IS_AFTER : 0) | (end.isAfter() ? END_IS_AFTER : 0));
        return out;
    }

    static Slice decode(byte[] encoded) {
        int at = encoded.length - TAIL_BYTES;
        int firstLength = at < 0 ? 0 : ((encoded[at] & 0xFF) << Byte.SIZE) | (encoded[at + 1] & 0xFF);
        if (at < firstLength) {
            throw new IllegalArgumentException("a slice of " + encoded.length + " bytes is cut short");
        }
        byte[] first = Arrays.copyOf(encoded, firstLength);
        byte[] second = Arrays.copyOfRange(encoded, firstLength, at);
        int sides = encoded[at + 2];
        return new Slice(
                (sides & START_IS_AFTER) != 0 ? ClusteringBound.after(first) : ClusteringBound.before(first),
                (sides & END_IS_AFTER) != 0 ? ClusteringBound.after(second) : ClusteringBound.before(second));
    }
}
