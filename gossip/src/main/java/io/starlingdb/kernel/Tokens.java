package io.starlingdb.kernel;

import java.util.Objects;

/**
 * The grid of the ring: 2^16 equal slices of the signed 64-bit token space. Node tokens and Merkle leaf boundaries lie on the grid, so
 * ownership never cuts a leaf.
 *
 * <p>Slice {@code i} is {@code (startOf(i), endOf(i)]}. The first begins at {@link Long#MIN_VALUE}, which itself is the last token of the
 * last slice, as ranges exclude their start.
 */
public final class Tokens {

    /** How many slices the ring has. */
    public static final int SLICES = 1 << 16;

    /** How many tokens a slice has: 2^48. */
    public static final long SLICE_WIDTH = 1L << 48;

    private static final int SLICE_BITS = 48;

    private Tokens() {}

    /** The slice that holds the token: 0 to {@link #SLICES} - 1. */
    public static int slice(long token) {
        return (int) (((token - 1) ^ Long.MIN_VALUE) >>> SLICE_BITS);
    }

    /** The token just before the slice's first. */
    public static long startOf(int slice) {
        return Long.MIN_VALUE + ((long) Objects.checkIndex(slice, SLICES) << SLICE_BITS);
    }

    /** The slice's last token. */
    public static long endOf(int slice) {
        return startOf(slice) + SLICE_WIDTH;
    }

    /** The slice as a range. */
    public static TokenRange rangeOf(int slice) {
        return new TokenRange(startOf(slice), endOf(slice));
    }

    /** Whether a range that begins or ends here cuts no slice. */
    public static boolean isOnGrid(long token) {
        return (token & (SLICE_WIDTH - 1)) == 0;
    }
}
