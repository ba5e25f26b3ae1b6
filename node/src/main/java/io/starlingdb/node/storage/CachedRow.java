package io.starlingdb.node.storage;

import io.starlingdb.node.data.Row;
import org.jspecify.annotations.Nullable;

/**
 * What the row cache knows of a key: the committed row, or that there is none.
 *
 * @param row the row, or null if there is none
 */
public record CachedRow(@Nullable Row row) {

    /** It is known that there is no row. */
    static final CachedRow ABSENT = new CachedRow(null);

    static CachedRow of(@Nullable Row row) {
        return row == null ? ABSENT : new CachedRow(row);
    }
}
