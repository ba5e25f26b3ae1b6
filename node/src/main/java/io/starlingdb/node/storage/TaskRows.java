package io.starlingdb.node.storage;

import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rows of the one task that a shard runs at the moment; used again for the next. */
final class TaskRows implements ShardContext {

    private final int shard;
    private final DiskWatch disk;
    private final Map<RowKey, Loaded> found = new LinkedHashMap<>();
    private final Map<RowKey, CachedRow> written = new LinkedHashMap<>();

    private final Map<ByteBuffer, Boolean> marks = new LinkedHashMap<>();

    private List<KeyRange> ranges = List.of();
    private long failedBatches;

    TaskRows(int shard, DiskWatch disk) {
        this.shard = shard;
        this.disk = disk;
    }

    /** Forgets the last task. */
    void begin(Work work) {
        found.clear();
        written.clear();
        marks.clear();
        ranges = work.ranges;
    }

    void found(RowKey key, Loaded loaded) {
        found.put(key, loaded);
    }

    /** What the task put and deleted, in the order of its first touching a key. */
    Map<RowKey, CachedRow> written() {
        return written;
    }

    /** The keys without rows that the task set or took away. */
    Map<ByteBuffer, Boolean> marks() {
        return marks;
    }

    @Override
    public void mark(byte[] key, boolean present) {
        marks.put(ByteBuffer.wrap(key), present);
    }

    /** Tells what the task put and deleted. */
    void tellChanges(RowChanges changes) {
        written.forEach((key, now) -> {
            Loaded before = announced(key);
            if (before.corruption() == null) {
                changes.changed(key, before.row(), now.row());
            } else {
                changes.replacedCorrupt(key, now.row());
            }
        });
    }

    void batchFailed() {
        failedBatches++;
    }

    @Override
    public @Nullable Row get(RowKey key) {
        CachedRow own = written.get(key);
        return own != null ? own.row() : announced(key).orThrow();
    }

    @Override
    public List<StoredRow> range(KeyRange range) {
        if (!ranges.contains(range)) {
            throw new IllegalArgumentException("the task did not announce the range " + range);
        }
        Set<RowKey> keys = new TreeSet<>(found.keySet());
        keys.addAll(written.keySet());
        List<StoredRow> rows = new ArrayList<>();
        for (RowKey key : keys) {
            Row row = range.contains(key.bytes()) ? get(key) : null;
            if (row != null) {
                rows.add(new StoredRow(key, row));
            }
        }
        return rows;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    public void put(RowKey key, Row row) {
        if (row.isEmpty()) {
            delete(key);
            return;
        }
        Loaded before = announced(key);
        disk.requireRoom();
        if (row != before.row() || written.containsKey(key)) {
            written.put(key, new CachedRow(row));
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    public void delete(RowKey key) {
        Loaded before = announced(key);
        if (before != Loaded.ABSENT || written.containsKey(key)) {
            written.put(key, CachedRow.ABSENT);
        }
    }

    @Override
    public int shard() {
        return shard;
    }

    @Override
    public long failedBatches() {
        return failedBatches;
    }

    private Loaded announced(RowKey key) {
        Loaded loaded = found.get(key);
        if (loaded != null) {
            return loaded;
        }
        for (KeyRange range : ranges) {
            if (range.contains(key.bytes())) {
                return Loaded.ABSENT;
            }
        }
        throw new IllegalArgumentException("the task did not announce the row " + key);
    }
}
