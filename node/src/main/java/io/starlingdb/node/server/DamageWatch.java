package io.starlingdb.node.server;

import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.CorruptionException;
import io.starlingdb.node.storage.DiskReport;
import io.starlingdb.node.storage.StorageException;
import io.starlingdb.node.storage.StorageListener;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Notices that one of the storage's files is damaged for good: when nothing can be written any more, as the engine found it in a compaction, or when
 * scans meet a place that cannot be read again and again. A single damaged row is no such case: it is fetched from the replicas and replaced.
 */
final class DamageWatch implements StorageListener {
    /** Fewer may have been the memory's fault. */
    private static final int PLACES_MAX = 3;

    private final StorageListener next;
    private final Runnable damaged;
    private final AtomicInteger places = new AtomicInteger();

    /** @param damaged is run when it is noticed, perhaps again and again, on any thread */
    DamageWatch(StorageListener next, Runnable damaged) {
        this.next = next;
        this.damaged = damaged;
    }

    @Override
    public void commitFailed(int shard, RuntimeException failure) {
        next.commitFailed(shard, failure);
        if (failure instanceof CorruptionException) {
            damaged.run();
        }
    }

    @Override
    public void corrupt(@Nullable RowKey key, CorruptionException corruption) {
        next.corrupt(key, corruption);
        if (key == null && places.incrementAndGet() >= PLACES_MAX) {
            damaged.run();
        }
    }

    @Override
    public void syncFailed(StorageException failure) {
        next.syncFailed(failure);
    }

    @Override
    public void disk(DiskReport report) {
        next.disk(report);
    }

    @Override
    public void synced(long nanos) {
        next.synced(nanos);
    }

    @Override
    public void committed(int shard, int tasks, int rows, long nanos) {
        next.committed(shard, tasks, rows, nanos);
    }
}
