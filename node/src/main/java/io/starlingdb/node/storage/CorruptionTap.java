package io.starlingdb.node.storage;

import io.starlingdb.node.data.RowKey;
import org.jspecify.annotations.Nullable;

/** Tells of corruption to the operator's listener, and to whoever mends it. */
final class CorruptionTap implements StorageListener {
    private final StorageListener listener;
    private volatile RowChanges changes = RowChanges.NONE;

    CorruptionTap(StorageListener listener) {
        this.listener = listener;
    }

    void observe(RowChanges observer) {
        changes = observer;
    }

    @Override
    public void corrupt(@Nullable RowKey key, CorruptionException corruption) {
        listener.corrupt(key, corruption);
        changes.corrupt(key);
    }
}
