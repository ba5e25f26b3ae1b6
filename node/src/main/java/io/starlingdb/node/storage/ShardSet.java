package io.starlingdb.node.storage;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.kernel.Tokens;
import io.starlingdb.node.data.RowKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The shards, put together: everything but who gives them turns. {@link ThreadedShards} does so with threads, {@link
 * ScheduledShards} on the simulator's clock; what is tested on the one is what runs on the other.
 */
final class ShardSet {

    /** Where the work beside the shards is done. */
    record Pools(WorkPool diskReads, WorkPool scans, WorkPool bulkScans) {}

    /** From this many queued tasks on, a shard is woken within the loop's turn. */
    private static final int EAGER_TASKS = 32;

    private final ShardsFoundation on;
    private final Pools pools;
    private final Handoff handoff;
    private final CorruptionTap corruptions;
    private final RowReader reader;
    private final RowCache cache;
    private final DiskWatch disk;
    private final LogSync log;
    private final Shard[] shards;
    private final LateBells bells;
    private final ShardCounters counters = new ShardCounters();

    private volatile boolean closed;

    ShardSet(ShardsFoundation on, Pools pools) {
        ShardsSettings settings = on.settings();
        this.on = on;
        this.pools = pools;
        this.handoff = new Handoff(on.loop());
        this.corruptions = new CorruptionTap(on.listener());
        this.reader = new RowReader(on.engine(), corruptions, counters);
        this.cache = new RowCache(settings.rowCacheBytes(), on.time());
        this.disk = new DiskWatch(
                on.usableDiskBytes(),
                settings.durability().reserveBytes(),
                () -> on.engine().write(new Batch(), true),
                on.listener());
        this.log = new LogSync(on.engine(), settings.durability(), disk, on.time(), handoff, on.listener());
        this.shards = new Shard[settings.threads().shards()];
        RowLoad load =
                new RowLoad(on.engine(), reader, on.time(), settings.limits().rangeRows());
        Shard.Surroundings around =
                new Shard.Surroundings(reader, load, cache, pools.diskReads, log, handoff, on.time(), counters);
        for (int i = 0; i < shards.length; i++) {
            Commit commit = new Commit(i, on.engine(), cache, on.time(), on.listener(), counters);
            shards[i] = new Shard(settings.limits(), new TaskRows(i, disk), commit, around);
        }
        this.bells = new LateBells(on.loop(), shards);
        disk.check();
    }

    /** The shards, to be given bells and turns. */
    List<Shard> shards() {
        return List.of(shards);
    }

    /** The syncing of the log, to be given a bell and turns. */
    LogSync log() {
        return log;
    }

    boolean submit(ShardTask task) {
        return submit(shardOf(task.token()), Work.of(task));
    }

    private boolean submit(int shard, Work work) {
        if (!shards[shard].offer(work)) {
            return false;
        }
        if (shards[shard].queued() == EAGER_TASKS) {
            shards[shard].ring();
        } else {
            bells.ring(shard);
        }
        return true;
    }

    <T> boolean scan(Lane lane, ScanTask<T> task) {
        WorkPool pool = lane == Lane.BULK ? pools.bulkScans : pools.scans;
        return !closed && pool.execute(new Scan<>(task, on.engine(), reader, on.time(), handoff, () -> closed));
    }

    @Nullable
    CachedRow cached(RowKey key) {
        return cache.get(key);
    }

    CompletableFuture<@Nullable Void> erase(int tableId, TokenRange range) {
        Fence fence = new Fence(shards.length);
        List<KeyRange> keys = keysOf(tableId, range);
        return onEveryShard(part -> Work.erasure(part, fence), keys, fence::abort);
    }

    CompletableFuture<@Nullable Void> sync() {
        return onEveryShard(Work::barrier, List.of(), failure -> {});
    }

    /** All shards see such works in the same order: two that wait at one another's fence would wait for ever. */
    private synchronized CompletableFuture<@Nullable Void> onEveryShard(
            Function<ShardTask, Work> work, List<KeyRange> keys, Consumer<RuntimeException> abort) {
        EveryShard everyShard = new EveryShard(shards.length, keys, log);
        for (int i = 0; i < shards.length; i++) {
            if (!submit(i, work.apply(everyShard))) {
                RuntimeException failure = closed
                        ? new EngineClosedException("the storage")
                        : StarlingException.overloaded("Overloaded: a shard's queue is full");
                abort.accept(failure);
                handoff.add(() -> everyShard.failed(failure));
            }
        }
        return everyShard.future();
    }

    /** A token range as ranges of keys: two if it wraps over the top of the ring. */
    private static List<KeyRange> keysOf(int tableId, TokenRange range) {
        byte[] tableStart = RowKey.tableStart(tableId);
        byte[] tableEnd = RowKey.tableEnd(tableId);
        if (range.isWhole()) {
            return List.of(KeyRange.between(tableStart, tableEnd));
        }
        byte[] start = RowKey.tokenEnd(tableId, range.start());
        byte[] end = RowKey.tokenEnd(tableId, range.end());
        return range.wraps()
                ? List.of(KeyRange.between(tableStart, end), KeyRange.between(start, tableEnd))
                : List.of(KeyRange.between(start, end));
    }

    void observe(RowChanges changes) {
        corruptions.observe(changes);
        for (Shard shard : shards) {
            shard.observe(changes);
        }
    }

    int count() {
        return shards.length;
    }

    int shardOf(long token) {
        return Tokens.slice(token) % shards.length;
    }

    DiskReport disk() {
        DiskReport report = disk.report();
        return report.state() == DiskState.WELL && log.isBehind()
                ? new DiskReport(DiskState.SLOW, report.usableBytes(), report.reserveBytes(), "")
                : report;
    }

    void lookAtDisk() {
        log.look();
    }

    void observeDisk(Consumer<DiskState> observer) {
        disk.observe(state -> handoff.add(() -> observer.accept(state)));
    }

    ShardsStatistics statistics() {
        long queued = 0;
        long parked = 0;
        for (Shard shard : shards) {
            queued += shard.queued();
            parked += shard.parked();
        }
        return new ShardsStatistics(
                queued,
                parked,
                (long) pools.scans.queued() + pools.bulkScans.queued(),
                cache.size(),
                cache.bytes(),
                counters.cacheHits.sum(),
                counters.memoryReads.sum(),
                counters.diskReads.sum(),
                counters.tasksDone.sum(),
                counters.tasksFailed.sum(),
                counters.tasksExpired.sum(),
                counters.batches.sum(),
                counters.rowsWritten.sum(),
                counters.bytesWritten.sum(),
                counters.corruptRows.sum(),
                counters.failedBatches.sum());
    }

    /** Refuses new work. The shards end when they have ended theirs; the pools and the log are to be closed after that. */
    void close() {
        closed = true;
        for (Shard shard : shards) {
            shard.close();
        }
    }
}
