package io.starlingdb.node.storage.rocksdb;

import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.EngineCursor;
import io.starlingdb.node.storage.EngineSnapshot;
import io.starlingdb.node.storage.KeyRange;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

/** A snapshot of RocksDB; holds the engine open until it is closed. */
final class RocksDbSnapshot implements EngineSnapshot {

    private final RocksDB db;
    private final OpenGuard guard;
    private final IteratorPool iterators;
    private final Snapshot snapshot;
    private @Nullable ReadOptions options;
    private int openCursors;
    private boolean closed;

    /** The caller has entered the guard; closing this exits it. */
    RocksDbSnapshot(RocksDB db, OpenGuard guard, IteratorPool iterators) {
        this.db = db;
        this.guard = guard;
        this.iterators = iterators;
        this.snapshot = db.getSnapshot();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        requireOpen();
        if (options == null) {
            options = new ReadOptions().setSnapshot(snapshot);
        }
        try {
            return db.get(options, key);
        } catch (RocksDBException e) {
            throw Failures.of("reading a row", e);
        }
    }

    @Override
    public EngineCursor cursor(KeyRange range, Direction direction) {
        requireOpen();
        try {
            RocksDbCursor cursor = new RocksDbCursor(iterators.acquire(snapshot), range, direction, this);
            openCursors++;
            return cursor;
        } catch (RocksDBException e) {
            throw Failures.of("opening a cursor", e);
        }
    }

    void closed(IteratorPool.Pooled pooled) {
        openCursors--;
        iterators.release(pooled);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the snapshot is closed");
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (openCursors > 0) {
            throw new IllegalStateException("a snapshot is closed before its cursors");
        }
        closed = true;
        if (options != null) {
            options.close();
        }
        db.releaseSnapshot(snapshot);
        snapshot.close();
        guard.exit();
    }
}
