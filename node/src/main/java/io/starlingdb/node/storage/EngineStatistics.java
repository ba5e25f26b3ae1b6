package io.starlingdb.node.storage;

/**
 * What an engine uses and does at one moment.
 *
 * @param diskBytes bytes of live files on disk, the log left out
 * @param memtableBytes bytes of memory that hold writes not yet in files
 * @param blockCacheBytes bytes of memory that hold blocks of files
 * @param blockCacheCapacityBytes what the block cache may use at most
 * @param indexBytes bytes of indexes and filters outside the block cache
 * @param estimatedKeys about how many keys are stored
 * @param pendingCompactionBytes bytes that compaction is behind
 * @param runningBackgroundJobs flushes and compactions under way
 * @param backgroundErrors flushes and compactions that failed since the engine was opened
 * @param writesStopped whether writes stand still until flushes or compactions catch up
 * @param delayedWriteBytesPerSecond what writes are slowed down to, 0 if they are not
 */
public record EngineStatistics(
        long diskBytes,
        long memtableBytes,
        long blockCacheBytes,
        long blockCacheCapacityBytes,
        long indexBytes,
        long estimatedKeys,
        long pendingCompactionBytes,
        long runningBackgroundJobs,
        long backgroundErrors,
        boolean writesStopped,
        long delayedWriteBytesPerSecond) {

    /** Of an engine that uses no disk. */
    static final EngineStatistics NOTHING = new EngineStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, false, 0);
}
