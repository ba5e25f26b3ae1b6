package io.starlingdb.node.storage.rocksdb;

import io.starlingdb.node.storage.Batch;
import io.starlingdb.node.storage.Checkpoints;
import io.starlingdb.node.storage.EngineReport;
import io.starlingdb.node.storage.EngineSnapshot;
import io.starlingdb.node.storage.EngineStatistics;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.Lookup;
import io.starlingdb.node.storage.StorageEngine;
import io.starlingdb.node.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.FlushOptions;
import org.rocksdb.Range;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The durable engine: one RocksDB with one column family.
 *
 * <p>Each batch goes to the log before {@link #write} returns, in one system call, so the death of the process loses nothing;
 * {@link #sync} makes the log durable. Reads that may not touch the disk use RocksDB's cache-only tier. That tells a miss by
 * an exception, which costs 4 µs where the disk costs more; {@code keyMayExist} would tell it for less, but it reports a
 * corrupt block as an absent key, which is the one answer that must never be wrong.
 */
public final class RocksDbEngine implements StorageEngine, Checkpoints {

    private static final int ITERATORS_AT_REST = 8;
    private static final long CLOSE_SECONDS = 10;
    private static final long FLUSH_AT_CLOSE_BYTES = 4L << 20;

    /** Above every key: table ids are positive. */
    private static final byte[] LAST_KEY = {(byte) 0xFF};

    private final OpenGuard guard = new OpenGuard();
    private final EngineOptions options;
    private final EngineReport report;
    private final RocksDB db;
    private final IteratorPool iterators;
    private final ReadOptions anywhere = new ReadOptions();
    private final ReadOptions memoryOnly = new ReadOptions().setReadTier(ReadTier.BLOCK_CACHE_TIER);
    private final WriteOptions logged = new WriteOptions();
    private final WriteOptions loggedAndSynced = new WriteOptions().setSync(true);
    private final AtomicLong writes = new AtomicLong();
    private volatile long syncedWrites;
    private volatile boolean logFailed;

    RocksDbEngine(RocksDB db, EngineOptions options, EngineReport report) {
        this.db = db;
        this.options = options;
        this.report = report;
        this.iterators = new IteratorPool(db, ITERATORS_AT_REST);
    }

    /**
     * Opens the engine in the folder, making it if it is not there. Takes some tenths of a second, and longer after a crash,
     * when the log is read again.
     *
     * @param folder where its files are; its parent must exist
     * @param nativeLibraries where the native library is unpacked; must exist
     * @throws StorageException if it cannot be opened
     */
    public static RocksDbEngine open(Path folder, RocksDbSettings settings, Path nativeLibraries) {
        return Opening.open(folder, settings, nativeLibraries);
    }

    /** What was found when it was opened. */
    public EngineReport report() {
        return report;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        guard.enter();
        try {
            return db.get(anywhere, key);
        } catch (RocksDBException e) {
            throw Failures.of("reading a row", e);
        } finally {
            guard.exit();
        }
    }

    @Override
    public Lookup getCached(byte[] key) {
        guard.enter();
        try {
            byte[] value = db.get(memoryOnly, key);
            return value == null ? Lookup.ABSENT : Lookup.found(value);
        } catch (RocksDBException e) {
            if (Failures.isCold(e)) {
                return Lookup.COLD;
            }
            throw Failures.of("reading a row", e);
        } finally {
            guard.exit();
        }
    }

    @Override
    public void write(Batch batch, boolean synced) {
        byte[] bytes = BatchBytes.of(batch);
        guard.enter();
        try (WriteBatch changes = new WriteBatch(bytes)) {
            db.write(synced ? loggedAndSynced : logged, changes);
            writes.incrementAndGet();
            logFailed = false;
        } catch (RocksDBException e) {
            logFailed = true;
            throw Failures.of("writing a batch", e);
        } finally {
            guard.exit();
        }
    }

    @Override
    public void sync() {
        guard.enter();
        try {
            syncLog();
            iterators.trim();
        } finally {
            guard.exit();
        }
    }

    private void syncLog() {
        long upTo = writes.get();
        if (upTo == syncedWrites) {
            return;
        }
        if (logFailed) {
            // RocksDB begins another log by itself when it has room again, unless it is asked to sync the broken one:
            // it takes that
            // for a fault that nothing but a restart mends.
            throw new StorageException("the log is not synced: the last write to it failed", null);
        }
        try {
            db.syncWal();
            syncedWrites = upTo;
        } catch (RocksDBException e) {
            throw Failures.of("syncing the log", e);
        }
    }

    @Override
    public EngineSnapshot snapshot() {
        guard.enter();
        boolean taken = false;
        try {
            EngineSnapshot snapshot = new RocksDbSnapshot(db, guard, iterators);
            taken = true;
            return snapshot;
        } finally {
            if (!taken) {
                guard.exit();
            }
        }
    }

    @Override
    public void checkpoint(Path folder) throws IOException {
        if (Files.exists(folder)) {
            throw new IOException(folder + " exists already");
        }
        guard.enter();
        try (Checkpoint checkpoint = Checkpoint.create(db)) {
            checkpoint.createCheckpoint(folder.toAbsolutePath().toString());
        } catch (RocksDBException e) {
            throw new IOException("cannot make a checkpoint in " + folder + ": " + e.getMessage(), e);
        } finally {
            guard.exit();
        }
    }

    /** Rewrites the range's files without what was overwritten or erased. May take long; reads and writes go on. */
    public void compact(KeyRange range) {
        guard.enter();
        try {
            byte[] end = range.end();
            db.compactRange(range.start(), end == null ? LAST_KEY : end);
        } catch (RocksDBException e) {
            throw Failures.of("compacting", e);
        } finally {
            guard.exit();
        }
    }

    /** About how many bytes the range takes, compressed, in files and in memory that is not written to them yet. */
    public long approximateBytes(KeyRange range) {
        guard.enter();
        byte[] last = range.end();
        try (Slice start = new Slice(range.start());
                Slice end = new Slice(last == null ? LAST_KEY : last)) {
            return db.getApproximateSizes(
                            List.of(new Range(start, end)),
                            SizeApproximationFlag.INCLUDE_FILES,
                            SizeApproximationFlag.INCLUDE_MEMTABLES)[0];
        } finally {
            guard.exit();
        }
    }

    @Override
    public EngineStatistics statistics() {
        guard.enter();
        try {
            iterators.trim();
            return new EngineStatistics(
                    number("rocksdb.live-sst-files-size"),
                    number("rocksdb.size-all-mem-tables"),
                    options.cache().getUsage(),
                    options.cacheBytes(),
                    number("rocksdb.estimate-table-readers-mem"),
                    number("rocksdb.estimate-num-keys"),
                    number("rocksdb.estimate-pending-compaction-bytes"),
                    number("rocksdb.num-running-flushes") + number("rocksdb.num-running-compactions"),
                    number("rocksdb.background-errors"),
                    number("rocksdb.is-write-stopped") != 0,
                    number("rocksdb.actual-delayed-write-rate"));
        } catch (RocksDBException e) {
            throw Failures.of("reading statistics", e);
        } finally {
            guard.exit();
        }
    }

    private long number(String property) throws RocksDBException {
        return db.getLongProperty(property);
    }

    /**
     * Syncs, writes large memtables out so that the next start need not read them from the log, and frees everything in order.
     * If a call is still inside after ten seconds nothing is freed: the process is about to end, and ends well.
     *
     * @throws StorageException if it could not be synced; everything is freed all the same
     */
    @Override
    public void close() {
        if (!guard.beginClosing()) {
            return;
        }
        boolean alone = guard.awaitExit(CLOSE_SECONDS);
        try {
            makeDurable();
        } catch (RocksDBException e) {
            throw Failures.of("closing", e);
        } finally {
            if (alone) {
                free();
            }
        }
    }

    private void makeDurable() throws RocksDBException {
        db.syncWal();
        if (number("rocksdb.cur-size-all-mem-tables") > FLUSH_AT_CLOSE_BYTES) {
            try (FlushOptions waiting = new FlushOptions()) {
                db.flush(waiting);
            }
        }
    }

    private void free() {
        iterators.close();
        db.close();
        anywhere.close();
        memoryOnly.close();
        logged.close();
        loggedAndSynced.close();
        options.close();
    }
}
