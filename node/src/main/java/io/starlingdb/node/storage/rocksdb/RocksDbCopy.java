package io.starlingdb.node.storage.rocksdb;

import io.starlingdb.node.storage.EngineCursor;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.StorageException;
import io.starlingdb.node.storage.StoredCopy;
import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** A checkpoint of RocksDB, opened read-only: for reading once from the first entry to the last, past the cache. */
public final class RocksDbCopy implements StoredCopy {
    private static final long CACHE_BYTES = 4L << 20;
    private static final int READ_AHEAD_BYTES = 1 << 20;

    private final EngineOptions options;
    private final RocksDB db;
    private final ReadOptions reads = new ReadOptions().setFillCache(false).setReadaheadSize(READ_AHEAD_BYTES);
    private boolean closed;

    private RocksDbCopy(EngineOptions options, RocksDB db) {
        this.options = options;
        this.db = db;
    }

    /**
     * @param folder a checkpoint's
     * @param nativeLibraries where the native library is unpacked; must exist
     * @throws StorageException if it cannot be opened
     */
    public static RocksDbCopy open(Path folder, Path nativeLibraries) {
        try {
            NativeLibrary.load(nativeLibraries);
        } catch (IOException e) {
            throw new StorageException("cannot unpack RocksDB's native library into " + nativeLibraries, e);
        }
        EngineOptions options = new EngineOptions(new RocksDbSettings(CACHE_BYTES, CACHE_BYTES, 1));
        boolean opened = false;
        try {
            options.options().setCreateIfMissing(false);
            RocksDB db = RocksDB.openReadOnly(
                    options.options(), folder.toAbsolutePath().toString());
            opened = true;
            return new RocksDbCopy(options, db);
        } catch (RocksDBException e) {
            throw Failures.of("opening " + folder, e);
        } finally {
            if (!opened) {
                options.close();
            }
        }
    }

    @Override
    public EngineCursor cursor(KeyRange range) {
        return new Forward(db.newIterator(reads), range);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            db.close();
            reads.close();
            options.close();
        }
    }

    private static final class Forward implements EngineCursor {
        private final RocksIterator iterator;
        private final KeyRange range;
        private boolean begun;
        private byte[] key = new byte[0];

        Forward(RocksIterator iterator, KeyRange range) {
            this.iterator = iterator;
            this.range = range;
        }

        @Override
        public boolean next() {
            if (begun) {
                iterator.next();
            } else {
                begun = true;
                iterator.seek(range.start());
            }
            if (iterator.isValid()) {
                key = iterator.key();
                return range.contains(key);
            }
            try {
                iterator.status();
                return false;
            } catch (RocksDBException e) {
                throw Failures.of("reading a snapshot", e);
            }
        }

        @Override
        public byte[] key() {
            return key;
        }

        @Override
        public byte[] value() {
            return iterator.value();
        }

        @Override
        public void close() {
            iterator.close();
        }
    }
}
