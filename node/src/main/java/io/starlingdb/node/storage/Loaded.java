package io.starlingdb.node.storage;

import io.starlingdb.node.data.Row;
import org.jspecify.annotations.Nullable;

/**
 * What was found under a key: a row, nothing (both null), or that it is corrupt.
 *
 * @param row the row
 * @param corruption why it is refused
 */
record Loaded(@Nullable Row row, @Nullable CorruptionException corruption) {

    static final Loaded ABSENT = new Loaded(null, null);

    static Loaded of(@Nullable Row row) {
        return row == null ? ABSENT : new Loaded(row, null);
    }

    static Loaded corrupt(CorruptionException corruption) {
        return new Loaded(null, corruption);
    }

    /** The row or null; throws if it is corrupt. */
    @Nullable
    Row orThrow() {
        if (corruption != null) {
            throw corruption;
        }
        return row;
    }
}
