package io.starlingdb.node.storage;

import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowCodec;
import io.starlingdb.node.data.RowKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of one turn of a shard wrote, and its way into the engine. A row that many of them wrote is encoded and
 * written once.
 *
 * <p>The cache learns of rows only after the engine has taken them, so it never holds what is not committed; after a failure
 * it still holds what was there before, which is what the engine has too.
 */
final class Commit {

    private static final byte[] NOTHING = new byte[0];

    private final int shard;
    private final StorageEngine engine;
    private final RowCache cache;
    private final TimeSource time;
    private final StorageListener listener;
    private final ShardCounters counters;

    private final Map<RowKey, CachedRow> rows = new LinkedHashMap<>();
    private final Map<ByteBuffer, Boolean> marks = new LinkedHashMap<>();
    private final List<Work> works = new ArrayList<>();
    private final Batch batch = new Batch();

    Commit(
            int shard,
            StorageEngine engine,
            RowCache cache,
            TimeSource time,
            StorageListener listener,
            ShardCounters counters) {
        this.shard = shard;
        this.engine = engine;
        this.cache = cache;
        this.time = time;
        this.listener = listener;
        this.counters = counters;
    }

    /** The row that was written in this turn and is not committed yet, or null. */
    @Nullable
    CachedRow uncommitted(RowKey key) {
        return rows.isEmpty() ? null : rows.get(key);
    }

    /** Adds what a task wrote; the task shares the fate of the batch. */
    void add(Work work, Map<RowKey, CachedRow> written, Map<ByteBuffer, Boolean> marked) {
        works.add(work);
        rows.putAll(written);
        marks.putAll(marked);
    }

    /** The works whose fate {@link #write} decides. */
    List<Work> works() {
        return works;
    }

    boolean hasRows() {
        return !rows.isEmpty() || !marks.isEmpty();
    }

    /** Writes the rows; returns why that failed, or null. Either way, {@link #clear} is next. */
    @Nullable
    RuntimeException write() {
        long before = time.nanoTime();
        try {
            rows.forEach((key, cached) -> encode(key, cached.row()));
            marks.forEach(this::encode);
            engine.write(batch, false);
        } catch (RuntimeException e) {
            counters.failedBatches.increment();
            listener.commitFailed(shard, e);
            return e;
        }
        rows.forEach(cache::put);
        counters.batches.increment();
        counters.rowsWritten.add(batch.size());
        counters.bytesWritten.add(batch.bytes());
        listener.committed(shard, works.size(), batch.size(), time.nanoTime() - before);
        return null;
    }

    void clear() {
        rows.clear();
        marks.clear();
        works.clear();
        batch.clear();
    }

    /** Erases ranges at once; nothing of this turn may be waiting. Returns why that failed, or null. */
    @Nullable
    RuntimeException erase(List<KeyRange> ranges) {
        Batch erasure = new Batch();
        ranges.forEach(erasure::deleteRange);
        try {
            engine.write(erasure, false);
        } catch (RuntimeException e) {
            listener.commitFailed(shard, e);
            return e;
        }
        cache.removeAll(ranges);
        return null;
    }

    @SuppressWarnings("ByteBufferBackingArray") // they wrap whole arrays
    private void encode(ByteBuffer key, boolean present) {
        if (present) {
            batch.put(key.array(), NOTHING);
        } else {
            batch.delete(key.array());
        }
    }

    private void encode(RowKey key, @Nullable Row row) {
        if (row == null) {
            batch.delete(key.bytes());
        } else {
            batch.put(key.bytes(), RowCodec.encode(key, row));
        }
    }
}
