package io.starlingdb.node.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the issuing replica holds at this moment. Called on the shard's thread; must not block. */
public interface CurrentRows {
    /** The entry under this key, or null if there is none. Asked for the keys of {@link Issuer#reads} and {@link #rowsIn}. */
    @Nullable
    Row get(RowKey key);

    /**
     * The keys of the rows in this slice of the mutation's partition. Asked for only when {@link Issuer#needsRows} says so; may
     * stop after {@link Issuer#REMOVED_ROWS_MAX} + 1 keys.
     */
    List<RowKey> rowsIn(Slice slice);
}
