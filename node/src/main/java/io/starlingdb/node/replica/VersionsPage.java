package io.starlingdb.node.replica;

import io.starlingdb.node.data.RowKey;
import io.starlingdb.wire.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the entries that a replica holds, from where it was asked on.
 *
 * @param versions in the order of their keys
 * @param hasMore whether the range goes on behind the last of them
 */
record VersionsPage(List<EntryVersion> versions, boolean hasMore) implements Message {
    /** The last key that the page speaks of; null if it speaks of all that is left of the range. */
    @Nullable
    RowKey end() {
        return hasMore ? versions.get(versions.size() - 1).key() : null;
    }
}
