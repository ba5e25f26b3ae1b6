package io.starlingdb.node.storage.rocksdb;

import io.starlingdb.node.storage.CorruptionException;
import io.starlingdb.node.storage.StorageException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Turns RocksDB's errors into those of the storage interface. */
final class Failures {

    private Failures() {}

    static StorageException of(String doing, RocksDBException e) {
        String message = "RocksDB failed while " + doing + ": " + e.getMessage();
        return isCorruption(e) ? new CorruptionException(message, e) : new StorageException(message, e);
    }

    static boolean isCorruption(RocksDBException e) {
        return hasCode(e, Status.Code.Corruption);
    }

    /** Whether a read that may not touch the disk would have had to. */
    static boolean isCold(RocksDBException e) {
        return hasCode(e, Status.Code.Incomplete);
    }

    private static boolean hasCode(RocksDBException e, Status.Code code) {
        Status status = e.getStatus();
        return status != null && status.getCode() == code;
    }
}
