package io.starlingdb.node.storage;

import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shards on threads of their own: the production form. Threads are named {@code shard-0}, {@code log-sync}, {@code disk-read-0}, {@code scan-0}, {@code bulk-scan-0}. */
public final class ThreadedShards implements Shards {

    private final ShardSet set;
    private final ShardSet.Pools pools;
    private final List<ActorThread> shardThreads = new ArrayList<>();
    private final ActorThread logThread;

    private ThreadedShards(ShardsFoundation foundation) {
        ShardsSettings settings = foundation.settings();
        ShardsSettings.Threads threads = settings.threads();
        ShardsSettings.Limits limits = settings.limits();
        this.pools = new ShardSet.Pools(
                new ThreadedPool("disk-read", threads.diskReads(), limits.parkedTasks() * threads.shards()),
                new ThreadedPool("scan", threads.scans(), limits.queuedScans()),
                new ThreadedPool("bulk-scan", 1, limits.queuedScans()));
        this.set = new ShardSet(foundation, pools);
        for (Shard shard : set.shards()) {
            ActorThread thread = new ActorThread("shard-" + shardThreads.size(), shard);
            shard.setBell(thread);
            shardThreads.add(thread);
        }
        this.logThread = new ActorThread("log-sync", set.log());
        set.log().setBell(logThread);
    }

    /** Makes the shards and starts their threads. */
    public static ThreadedShards start(ShardsFoundation foundation) {
        ThreadedShards shards = new ThreadedShards(foundation);
        shards.shardThreads.forEach(ActorThread::start);
        shards.logThread.start();
        return shards;
    }

    @Override
    public boolean submit(ShardTask task) {
        return set.submit(task);
    }

    @Override
    public <T> boolean scan(Lane lane, ScanTask<T> task) {
        return set.scan(lane, task);
    }

    @Override
    public @Nullable CachedRow cached(RowKey key) {
        return set.cached(key);
    }

    @Override
    public CompletableFuture<@Nullable Void> erase(int tableId, TokenRange range) {
        return set.erase(tableId, range);
    }

    @Override
    public CompletableFuture<@Nullable Void> sync() {
        return set.sync();
    }

    @Override
    public void observe(RowChanges changes) {
        set.observe(changes);
    }

    @Override
    public int count() {
        return set.count();
    }

    @Override
    public int shardOf(long token) {
        return set.shardOf(token);
    }

    @Override
    public DiskReport disk() {
        return set.disk();
    }

    @Override
    public void lookAtDisk() {
        set.lookAtDisk();
    }

    @Override
    public void observeDisk(Consumer<DiskState> observer) {
        set.observeDisk(observer);
    }

    @Override
    public ShardsStatistics statistics() {
        return set.statistics();
    }

    @Override
    public void close() {
        set.close();
        boolean interrupted = false;
        for (ActorThread shard : shardThreads) {
            interrupted |= joined(shard);
        }
        pools.diskReads().close();
        pools.scans().close();
        pools.bulkScans().close();
        set.log().close();
        interrupted |= joined(logThread);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the thread to end, interrupted or not; tells whether it was. */
    private static boolean joined(ActorThread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
