package io.starlingdb.node.storage.rocksdb;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/**
 * Iterators that are used again: making one costs as much as reading twenty rows. An iterator at rest keeps the files and
 * memtables of its last use from being freed, so those that were not used between two calls of {@link #trim} are closed.
 */
final class IteratorPool implements AutoCloseable {

    private static final int KEY_BYTES = 1 << 10;
    private static final int VALUE_BYTES = 16 << 10;

    /** An iterator with its buffers; for one thread at a time. */
    static final class Pooled {
        final RocksIterator iterator;
        final ByteBuffer key = ByteBuffer.allocateDirect(KEY_BYTES);
        final ByteBuffer value = ByteBuffer.allocateDirect(VALUE_BYTES);
        private long releasedInRound;

        private Pooled(RocksIterator iterator) {
            this.iterator = iterator;
        }
    }

    private final RocksDB db;
    private final ReadOptions options = new ReadOptions();
    private final int mostAtRest;
    private final Deque<Pooled> atRest = new ArrayDeque<>();
    private long round;

    IteratorPool(RocksDB db, int mostAtRest) {
        this.db = db;
        this.mostAtRest = mostAtRest;
    }

    /** An iterator that sees the snapshot, standing nowhere. To be released. */
    Pooled acquire(Snapshot snapshot) throws RocksDBException {
        Pooled pooled;
        synchronized (this) {
            pooled = atRest.pollLast();
        }
        if (pooled == null) {
            pooled = new Pooled(db.newIterator(options));
        }
        boolean refreshed = false;
        try {
            pooled.iterator.refresh(snapshot);
            refreshed = true;
            return pooled;
        } finally {
            if (!refreshed) {
                pooled.iterator.close();
            }
        }
    }

    void release(Pooled pooled) {
        synchronized (this) {
            if (atRest.size() < mostAtRest) {
                pooled.releasedInRound = round;
                atRest.addLast(pooled);
                return;
            }
        }
        pooled.iterator.close();
    }

    /** Closes the iterators that have rested since before the last call. */
    void trim() {
        List<Pooled> old = new ArrayList<>();
        synchronized (this) {
            atRest.removeIf(pooled -> pooled.releasedInRound < round && old.add(pooled));
            round++;
        }
        old.forEach(pooled -> pooled.iterator.close());
    }

    /** Closes those at rest; all others must have been released. */
    @Override
    public synchronized void close() {
        atRest.forEach(pooled -> pooled.iterator.close());
        atRest.clear();
        options.close();
    }
}
