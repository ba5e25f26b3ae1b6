package io.starlingdb.node.schema;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A place between the rows of a partition: in front of, or behind, all rows whose clustering key starts with a prefix. A
 * slice is two of them, start and end. With {@code P} the prefix of a value, {@code >= P} starts and {@code < P} ends before
 * it; {@code > P} starts and {@code <= P} ends after it. Before the empty prefix is the partition's start, after it the end.
 *
 * <p>Bounds order as their places do. For descending columns the ordered form is complemented already, so the caller
 * only swaps which side of the slice a comparison sets.
 */
public final class ClusteringBound implements Comparable<ClusteringBound> {
    /** In front of every row. */
    public static final ClusteringBound START = before(new byte[0]);
    /** Behind every row. */
    public static final ClusteringBound END = after(new byte[0]);

    private final byte[] prefix;
    private final boolean after;

    private ClusteringBound(byte[] prefix, boolean after) {
        this.prefix = prefix;
        this.after = after;
    }

    /** In front of all rows that start with {@code prefix}, as {@link Keys#clustering} encodes it. The array is kept. */
    public static ClusteringBound before(byte[] prefix) {
        return new ClusteringBound(prefix, false);
    }

    /** Behind all rows that start with {@code prefix}, as {@link Keys#clustering} encodes it. The array is kept. */
    public static ClusteringBound after(byte[] prefix) {
        return new ClusteringBound(prefix, true);
    }

    /** The encoded prefix; not to be changed. */
    public byte[] prefix() {
        return prefix;
    }

    /** Whether the place is behind the prefix's rows, not in front of them. */
    public boolean isAfter() {
        return after;
    }

    /** Whether the row of that clustering key is behind this place. */
    public boolean isBelow(byte[] clustering) {
        boolean starts = clustering.length >= prefix.length
                && Arrays.equals(prefix, 0, prefix.length, clustering, 0, prefix.length);
        return starts ? !after : Arrays.compareUnsigned(prefix, clustering) < 0;
    }

    /**
     * The least bytes that every key behind this place is at or above, and no key in front of it is; null when no bytes
     * are, because the place is behind every possible key.
     */
    public byte @Nullable [] lowestKey() {
        if (!after) {
            return prefix;
        }
        int length = prefix.length;
        while (length > 0 && prefix[length - 1] == (byte) 0xFF) {
            length--;
        }
        if (length == 0) {
            return null;
        }
        byte[] next = Arrays.copyOf(prefix, length);
        next[length - 1]++;
        return next;
    }

    @Override
    public int compareTo(ClusteringBound other) {
        int shared = Math.min(prefix.length, other.prefix.length);
        int order = Arrays.compareUnsigned(prefix, 0, shared, other.prefix, 0, shared);
        if (order != 0) {
            return order;
        }
        if (prefix.length == other.prefix.length) {
            return Boolean.compare(after, other.after);
        }
        return prefix.length < other.prefix.length ? (after ? 1 : -1) : (other.after ? -1 : 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClusteringBound bound && bound.after == after && Arrays.equals(bound.prefix, prefix);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(prefix) + Boolean.hashCode(after);
    }

    @Override
    public String toString() {
        return (after ? "after " : "before ") + HexFormat.of().formatHex(prefix);
    }
}
