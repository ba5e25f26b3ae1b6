package io.starlingdb.node.storage;

/**
 * What the shards hold at one moment, and what happened since they were made.
 *
 * @param queuedTasks tasks submitted and not yet taken by their shard
 * @param parkedTasks tasks that wait for the disk, or behind one that does
 * @param queuedScans scans not yet begun
 * @param cachedRows about how many rows the row cache holds
 * @param cachedBytes about how many bytes of heap they take
 * @param cacheHits rows that a task found in the row cache or among those just written
 * @param memoryReads rows that the engine answered without the disk, absent ones included
 * @param diskReads rows and ranges that were read beside the shards, perhaps from disk
 * @param tasksDone tasks that were committed
 * @param tasksFailed tasks that failed
 * @param tasksExpired of those, tasks dropped because their deadline had passed
 * @param batches batches written
 * @param rowsWritten rows written and deleted by them
 * @param bytesWritten bytes of keys and rows in them
 * @param corruptRows reads refused because of corruption
 * @param failedBatches batches that failed to commit
 */
public record ShardsStatistics(
        long queuedTasks,
        long parkedTasks,
        long queuedScans,
        long cachedRows,
        long cachedBytes,
        long cacheHits,
        long memoryReads,
        long diskReads,
        long tasksDone,
        long tasksFailed,
        long tasksExpired,
        long batches,
        long rowsWritten,
        long bytesWritten,
        long corruptRows,
        long failedBatches) {}
