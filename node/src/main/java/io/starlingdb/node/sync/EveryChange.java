package io.starlingdb.node.sync;

import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.RowChanges;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells every change of a row to several listeners. */
record EveryChange(List<RowChanges> listeners) implements RowChanges {
    @Override
    public void changed(RowKey key, @Nullable Row before, @Nullable Row after) {
        listeners.forEach(listener -> listener.changed(key, before, after));
    }

    @Override
    public void replacedCorrupt(RowKey key, @Nullable Row after) {
        listeners.forEach(listener -> listener.replacedCorrupt(key, after));
    }

    @Override
    public void corrupt(@Nullable RowKey key) {
        listeners.forEach(listener -> listener.corrupt(key));
    }

    @Override
    public void erased(List<KeyRange> ranges) {
        listeners.forEach(listener -> listener.erased(ranges));
    }

    @Override
    public void failed(int shard) {
        listeners.forEach(listener -> listener.failed(shard));
    }
}
