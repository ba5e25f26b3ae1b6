package io.starlingdb.node.storage;

import io.starlingdb.node.data.RowKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One thing that every shard does once; when the last has done it, and that survives the loss of power, the future
 * completes. Its
 * ends come on the loop.
 */
final class EveryShard implements ShardTask {

    private final List<KeyRange> ranges;
    private final LogSync log;
    private final CompletableFuture<@Nullable Void> future = new CompletableFuture<>();
    private int left;

    EveryShard(int shards, List<KeyRange> ranges, LogSync log) {
        this.left = shards;
        this.ranges = ranges;
        this.log = log;
    }

    CompletableFuture<@Nullable Void> future() {
        return future;
    }

    @Override
    public long token() {
        return 0;
    }

    @Override
    public long deadlineNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public List<RowKey> reads() {
        return List.of();
    }

    @Override
    public List<KeyRange> ranges() {
        return ranges;
    }

    @Override
    public void run(ShardContext rows) {
        throw new IllegalStateException("what is done on every shard lies in the kind of the work");
    }

    @Override
    public void committed() {
        if (--left == 0) {
            log.afterSync(this::synced);
        }
    }

    @Override
    public void failed(Throwable failure) {
        future.completeExceptionally(failure);
    }

    private void synced(@Nullable StorageException failure) {
        if (failure == null) {
            future.complete(null);
        } else {
            future.completeExceptionally(failure);
        }
    }
}
