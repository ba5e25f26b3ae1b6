package io.starlingdb.node.coordinator;

import io.starlingdb.node.data.RowKey;
import java.util.List;

/**
 * The rows that an index finds: all that have one of the values, and perhaps some that had it once.
 *
 * @param keys in the order of storage
 * @param from where, in storage's form, to go on; null at the end
 */
public record FoundKeys(List<RowKey> keys, byte @org.jspecify.annotations.Nullable [] from) {
    public FoundKeys {
        keys = List.copyOf(keys);
    }
}
