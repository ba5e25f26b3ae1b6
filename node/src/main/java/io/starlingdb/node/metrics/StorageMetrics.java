package io.starlingdb.node.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.CorruptionException;
import io.starlingdb.node.storage.DiskReport;
import io.starlingdb.node.storage.DiskState;
import io.starlingdb.node.storage.EngineStatistics;
import io.starlingdb.node.storage.ShardsStatistics;
import io.starlingdb.node.storage.StorageException;
import io.starlingdb.node.storage.StorageListener;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's own storage: what its shards, row cache and engine do. Also says in the log what an operator must know. Any thread. */
public final class StorageMetrics implements StorageListener {
    private static final Logger LOG = LoggerFactory.getLogger(StorageMetrics.class);
    private static final int LOGGED_CORRUPTIONS = 100;

    private final Meters meters;
    private final Counter corruptions;
    private final Counter commitsFailed;
    private final Counter syncsFailed;
    private final Histogram commits;
    private final Histogram batchTasks;
    private final Histogram syncs;
    private volatile DiskState disk = DiskState.WELL;

    public StorageMetrics(Meters meters) {
        this.meters = meters;
        corruptions = meters.counter(
                "starling_storage_corruptions_total", "Reads refused because what is stored is not what was written.");
        commitsFailed = meters.counter("starling_storage_commit_failures_total", "Batches that could not be written.");
        syncsFailed = meters.counter("starling_storage_sync_failures_total", "Syncs of the log that failed.");
        commits = meters.durations("starling_storage_commit_duration_seconds", "Commits of one batch of one shard.");
        batchTasks = meters.sizes("starling_storage_batch_tasks", "Tasks that one batch committed.");
        syncs = meters.durations("starling_storage_sync_duration_seconds", "Syncs of the log.");
        meters.gauge(
                "starling_storage_read_only",
                "1 while writes are refused because the disk is nearly full or failing.",
                () -> disk.takesWrites() ? 0 : 1);
        meters.gauge(
                "starling_storage_failing",
                "1 while writes are refused because the last one, or a sync, failed.",
                () -> disk == DiskState.FAILING ? 1 : 0);
    }

    /** Adds what can be asked of the shards and the engine. On the loop. */
    public void watch(
            Supplier<ShardsStatistics> shards, Supplier<EngineStatistics> engine, Supplier<DiskReport> diskNow) {
        gauge(
                "starling_disk_usable_bytes",
                "What the data directory's disk has left.",
                diskNow,
                DiskReport::usableBytes);
        gauge("starling_disk_reserve_bytes", "Below this writes are refused.", diskNow, DiskReport::reserveBytes);
        watchShards(meters.sample(shards));
        watchEngine(meters.sample(engine));
    }

    @Override
    public void corrupt(@Nullable RowKey key, CorruptionException corruption) {
        corruptions.inc();
        long count = corruptions.getCount();
        if (count <= LOGGED_CORRUPTIONS || count % LOGGED_CORRUPTIONS == 0) { // one bad place may be met by every scan
            LOG.error(
                    "Corrupt data in storage at {}: {}",
                    key == null ? "an unknown place" : key,
                    corruption.getMessage());
        }
    }

    @Override
    public void commitFailed(int shard, RuntimeException failure) {
        commitsFailed.inc();
        LOG.error("Shard {} could not write a batch; its requests failed", shard, failure);
    }

    @Override
    public void syncFailed(StorageException failure) {
        syncsFailed.inc();
        LOG.error("The log could not be synced; what was acknowledged since may not survive a power failure", failure);
    }

    @Override
    public void disk(DiskReport report) {
        disk = report.state();
        switch (disk) {
            case FULL ->
                LOG.error(
                        "The disk is nearly full ({} MiB left): writes are refused until there is room. Dropping a table,"
                                + " deleting snapshots, or anything else on this disk makes some",
                        report.usableBytes() >> 20);
            case FAILING ->
                LOG.error(
                        "The disk fails: writes are refused until it can be written again; if it is well and that does not come,"
                                + " restart this node. {} MiB are left; {}",
                        report.usableBytes() >> 20,
                        report.failure());
            default -> LOG.info("Writes are taken again: {} MiB of the disk are left", report.usableBytes() >> 20);
        }
    }

    @Override
    public void synced(long nanos) {
        syncs.update(nanos);
    }

    @Override
    public void committed(int shard, int tasks, int rows, long nanos) {
        commits.update(nanos);
        batchTasks.update(tasks);
    }

    private void watchShards(Supplier<ShardsStatistics> shards) {
        gauge(
                "starling_storage_queued_tasks",
                "Tasks that wait for their shard.",
                shards,
                ShardsStatistics::queuedTasks);
        gauge("starling_storage_parked_tasks", "Tasks that wait for the disk.", shards, ShardsStatistics::parkedTasks);
        gauge("starling_storage_queued_scans", "Scans not yet begun.", shards, ShardsStatistics::queuedScans);
        gauge("starling_row_cache_rows", "Rows in the row cache.", shards, ShardsStatistics::cachedRows);
        gauge("starling_row_cache_bytes", "Heap that the row cache takes.", shards, ShardsStatistics::cachedBytes);
        total("starling_storage_done_tasks_total", "Tasks committed.", shards, ShardsStatistics::tasksDone);
        total("starling_storage_failed_tasks_total", "Tasks that failed.", shards, ShardsStatistics::tasksFailed);
        total(
                "starling_storage_expired_tasks_total",
                "Tasks dropped because their deadline had passed.",
                shards,
                ShardsStatistics::tasksExpired);
        total(
                "starling_storage_written_rows_total",
                "Rows written and deleted.",
                shards,
                ShardsStatistics::rowsWritten);
        total("starling_storage_written_bytes_total", "Bytes of rows written.", shards, ShardsStatistics::bytesWritten);
        String reads = "starling_storage_read_rows_total";
        String help = "Rows read by tasks, by where they were found: row cache, the engine's memory, its files.";
        meters.total(reads, help, () -> shards.get().cacheHits(), "from", "row_cache");
        meters.total(reads, help, () -> shards.get().memoryReads(), "from", "memory");
        meters.total(reads, help, () -> shards.get().diskReads(), "from", "disk");
    }

    private void watchEngine(Supplier<EngineStatistics> engine) {
        gauge("starling_engine_disk_bytes", "Live files, the log left out.", engine, EngineStatistics::diskBytes);
        gauge(
                "starling_engine_memtable_bytes",
                "Memory of writes not yet in files.",
                engine,
                EngineStatistics::memtableBytes);
        gauge(
                "starling_engine_block_cache_bytes",
                "Memory of the block cache.",
                engine,
                EngineStatistics::blockCacheBytes);
        gauge(
                "starling_engine_index_bytes",
                "Memory of indexes outside the block cache.",
                engine,
                EngineStatistics::indexBytes);
        gauge("starling_engine_keys", "About how many keys are stored.", engine, EngineStatistics::estimatedKeys);
        gauge(
                "starling_engine_pending_compaction_bytes",
                "What compaction is behind.",
                engine,
                EngineStatistics::pendingCompactionBytes);
        gauge(
                "starling_engine_background_jobs",
                "Flushes and compactions under way.",
                engine,
                EngineStatistics::runningBackgroundJobs);
        total(
                "starling_engine_background_errors_total",
                "Flushes and compactions that failed.",
                engine,
                EngineStatistics::backgroundErrors);
        meters.gauge(
                "starling_engine_writes_stopped",
                "1 while writes wait for flushes or compactions.",
                () -> engine.get().writesStopped() ? 1 : 0);
    }

    private <T> void gauge(String name, String help, Supplier<T> sample, ToLongFunction<T> part) {
        meters.gauge(name, help, () -> part.applyAsLong(sample.get()));
    }

    private <T> void total(String name, String help, Supplier<T> sample, ToLongFunction<T> part) {
        meters.total(name, help, () -> part.applyAsLong(sample.get()));
    }
}
