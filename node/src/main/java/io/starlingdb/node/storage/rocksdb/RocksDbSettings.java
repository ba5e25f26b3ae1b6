package io.starlingdb.node.storage.rocksdb;

/**
 * What the durable engine may use. All its memory is outside the Java heap and is taken as it is needed.
 *
 * @param blockCacheBytes memory for blocks of files, with their indexes and filters. More means fewer reads of the disk
 * @param memtableBytes memory for what is not yet in files. More means fewer and larger files to merge, and more of the log
 *     to read again at a start after a crash (about a second for each 64 MiB)
 * @param backgroundJobs flushes and compactions under way at once. Too few and writes are slowed down, too many and they take
 *     the processors from requests
 */
public record RocksDbSettings(long blockCacheBytes, long memtableBytes, int backgroundJobs) {

    /** For a small machine: 64 MiB of blocks, 32 MiB of memtables, two jobs. */
    public static final RocksDbSettings DEFAULTS = new RocksDbSettings(64L << 20, 32L << 20, 2);

    private static final long SMALLEST = 4L << 20;

    /** Checks that there is enough of each memory and at least one job. */
    public RocksDbSettings {
        if (blockCacheBytes < SMALLEST || memtableBytes < SMALLEST) {
            throw new IllegalArgumentException("block cache and memtables need at least 4 MiB each");
        }
        if (backgroundJobs < 1) {
            throw new IllegalArgumentException("backgroundJobs must be positive, not " + backgroundJobs);
        }
    }
}
