package io.starlingdb.node.replica;

import io.starlingdb.node.data.RowKey;
import io.starlingdb.wire.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a replica's index finds, some of which may not have the value any more.
 *
 * @param keys in the order of storage
 * @param hasMore whether there may be more behind the last of them
 * @param counts whether this replica's reads count
 */
public record IndexReply(List<RowKey> keys, boolean hasMore, boolean counts) implements Message {
    public IndexReply {
        keys = List.copyOf(keys);
    }

    /** The last key that the reply speaks of; null if it speaks of all that was asked for. */
    public @Nullable RowKey end() {
        return hasMore && !keys.isEmpty() ? keys.get(keys.size() - 1) : null;
    }
}
