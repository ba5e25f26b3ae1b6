package io.starlingdb.node.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Committed rows, decoded, and keys known to have none, bounded in bytes. The shard of a row is the only one to change what
 * is here under its key; everybody may read.
 *
 * <p>Caffeine works in the caller's thread and needs no clock, since nothing expires. When it is full, whether it lets a new
 * row in is partly drawn from the thread's own random numbers: a run that is to repeat must have a cache that never fills,
 * or none.
 */
final class RowCache {

    /** Entry, key object and array headers, and Caffeine's own node, as measured on a 64-bit JVM. */
    private static final int OVERHEAD_BYTES = 160;

    private final @Nullable Cache<RowKey, CachedRow> rows;

    RowCache(long maximumBytes, TimeSource time) {
        this.rows = maximumBytes == 0
                ? null
                : Caffeine.newBuilder()
                        .maximumWeight(maximumBytes)
                        .weigher(RowCache::weigh)
                        .executor(Runnable::run)
                        .ticker(time::nanoTime)
                        .build();
    }

    @Nullable
    CachedRow get(RowKey key) {
        return rows == null ? null : rows.getIfPresent(key);
    }

    void put(RowKey key, CachedRow row) {
        if (rows != null) {
            rows.put(key, row);
        }
    }

    void remove(RowKey key) {
        if (rows != null) {
            rows.invalidate(key);
        }
    }

    /** Forgets all rows in the ranges. Looks at every key: for rare erasures. */
    void removeAll(List<KeyRange> ranges) {
        if (rows != null) {
            rows.asMap().keySet().removeIf(key -> ranges.stream().anyMatch(range -> range.contains(key.bytes())));
        }
    }

    long size() {
        return rows == null ? 0 : rows.estimatedSize();
    }

    long bytes() {
        return rows == null
                ? 0
                : rows.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    private static int weigh(RowKey key, CachedRow cached) {
        Row row = cached.row();
        return OVERHEAD_BYTES + key.bytes().length + (row == null ? 0 : row.weightBytes());
    }
}
