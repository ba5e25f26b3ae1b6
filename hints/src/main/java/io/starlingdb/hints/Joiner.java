package io.starlingdb.hints;

import org.jspecify.annotations.Nullable;

/** Makes one hint of two for the same row; the only one that knows what hints hold. Pure. */
public interface Joiner {
    /**
     * Both joined; null if they cannot be, as the row's table is gone.
     *
     * @param row the row's stored key
     */
    byte @Nullable [] join(byte[] row, byte[] mine, byte[] theirs);
}
