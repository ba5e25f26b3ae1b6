package io.starlingdb.node.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Indexed values from one to another, both included, in their ordered form.
 *
 * @param from the least; empty for no bound
 * @param to the greatest; null for no bound
 */
public record ValueRange(byte[] from, byte @Nullable [] to) {

    /** One value. */
    public static ValueRange of(byte[] value) {
        return new ValueRange(value, value);
    }

    /** Whether it is one value. */
    public boolean isPoint() {
        return Arrays.equals(from, to);
    }

    /** Whether a value lies within. */
    public boolean contains(byte[] value) {
        return Arrays.compareUnsigned(value, from) >= 0 && (to == null || Arrays.compareUnsigned(value, to) <= 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueRange that && Arrays.equals(from, that.from) && Arrays.equals(to, that.to);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(from) + Arrays.hashCode(to);
    }

    @Override
    public String toString() {
        return "[" + HexText.of(from) + ", " + (to == null ? "end" : HexText.of(to)) + "]";
    }
}
