package io.starlingdb.node.storage.rocksdb;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;

/**
 * RocksDB's options and the native objects that they stand on, freed in the opposite order of their making.
 *
 * <p>One cache bounds all memory: blocks, indexes, filters, and the memtables, which are counted in it. Indexes and filters
 * have half of it to themselves, so that a scan of data does not push them out. Arenas are small: an idle engine should not
 * hold memory in steps of megabytes.
 *
 * <p>Compactions keep their normal priority: lowered, they starve on a machine that has other work, and then all writes stand
 * still until they have caught up.
 */
final class EngineOptions implements AutoCloseable {

    private static final int MEMTABLES = 4;
    private static final long ARENA_BLOCK_BYTES = 256L << 10;
    private static final long CACHE_SHARD_BYTES = 4L << 20;
    private static final int CACHE_SHARD_BITS_MAX = 6;
    private static final double CACHE_SHARE_OF_INDEXES = 0.5;
    private static final double BLOOM_BITS_PER_KEY = 10;
    /** About 20 bits a row; takes a fifth off what it costs to find out that a new row is new. */
    private static final double MEMTABLE_SHARE_OF_BLOOM = 0.02;

    private static final long SYNC_FILES_EVERY_BYTES = 1L << 20;
    private static final long INFO_LOG_BYTES = 4L << 20;
    private static final int INFO_LOGS = 3;

    private final Deque<RocksObject> owned = new ArrayDeque<>();
    private final Options options;
    private final Cache cache;
    private final long cacheBytes;

    EngineOptions(RocksDbSettings settings) {
        long memtableBytes = settings.memtableBytes();
        this.cacheBytes = settings.blockCacheBytes() + memtableBytes;
        this.cache = own(new LRUCache(cacheBytes, cacheShardBits(cacheBytes), false, CACHE_SHARE_OF_INDEXES));
        WriteBufferManager memtables = own(new WriteBufferManager(memtableBytes, cache, false));
        this.options = own(new Options())
                .setCreateIfMissing(true)
                .setWriteBufferManager(memtables)
                .setWriteBufferSize(memtableBytes / MEMTABLES)
                .setMaxWriteBufferNumber(MEMTABLES)
                .setArenaBlockSize(Math.min(ARENA_BLOCK_BYTES, memtableBytes / MEMTABLES))
                .setMemtablePrefixBloomSizeRatio(MEMTABLE_SHARE_OF_BLOOM)
                .setMemtableWholeKeyFiltering(true)
                .setMaxBytesForLevelBase(memtableBytes)
                .setTargetFileSizeBase(Math.max(memtableBytes / 2, 8L << 20))
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(tables())
                .setMaxBackgroundJobs(settings.backgroundJobs())
                .setMaxOpenFiles(-1)
                .setSkipStatsUpdateOnDbOpen(true)
                .setAvoidFlushDuringRecovery(true)
                .setBytesPerSync(SYNC_FILES_EVERY_BYTES)
                .setWalBytesPerSync(SYNC_FILES_EVERY_BYTES)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.INFO_LEVEL)
                .setMaxLogFileSize(INFO_LOG_BYTES)
                .setKeepLogFileNum(INFO_LOGS);
        setLogMustBeWhole(true);
    }

    private BlockBasedTableConfig tables() {
        return new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFilterPolicy(own(new BloomFilter(BLOOM_BITS_PER_KEY)));
    }

    /** More parts mean less waiting for their locks; but memtables are counted in steps that must be small beside a part. */
    private static int cacheShardBits(long cacheBytes) {
        long parts = Math.max(1, cacheBytes / CACHE_SHARD_BYTES);
        return Math.min(CACHE_SHARD_BITS_MAX, Long.SIZE - 1 - Long.numberOfLeadingZeros(parts));
    }

    Options options() {
        return options;
    }

    Cache cache() {
        return cache;
    }

    long cacheBytes() {
        return cacheBytes;
    }

    /** Whether opening refuses a log that is damaged anywhere but in the record that was being written last. */
    void setLogMustBeWhole(boolean whole) {
        options.setWalRecoveryMode(
                whole ? WALRecoveryMode.TolerateCorruptedTailRecords : WALRecoveryMode.PointInTimeRecovery);
    }

    void setCompression(CompressionType compression) {
        options.setCompressionType(compression);
    }

    private <T extends RocksObject> T own(T object) {
        owned.push(object);
        return object;
    }

    @Override
    public void close() {
        while (!owned.isEmpty()) {
            owned.pop().close();
        }
    }
}
