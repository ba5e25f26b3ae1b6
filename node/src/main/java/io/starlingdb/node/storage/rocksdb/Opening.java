package io.starlingdb.node.storage.rocksdb;

import io.starlingdb.node.storage.EngineReport;
import io.starlingdb.node.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.CompressionType;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * Opens RocksDB, first as it should be, then as well as it can be.
 *
 * <p>A process that was killed leaves a log that is whole but for its very last record, and nothing that was acknowledged is in
 * that one. A log that is damaged elsewhere lost its end with the machine's power, or the disk lied: then what is before the
 * damage is opened, and the {@linkplain EngineReport#logCutShort report} says so, because acknowledged writes may be missing.
 */
final class Opening {

    private final Path folder;
    private final EngineOptions options;
    private boolean logCutShort;

    private Opening(Path folder, EngineOptions options) {
        this.folder = folder;
        this.options = options;
    }

    static RocksDbEngine open(Path folder, RocksDbSettings settings, Path nativeLibraries) {
        try {
            NativeLibrary.load(nativeLibraries);
        } catch (IOException e) {
            throw new StorageException("cannot unpack RocksDB's native library into " + nativeLibraries, e);
        }
        boolean created = !Files.exists(folder.resolve("CURRENT"));
        EngineOptions options = new EngineOptions(settings);
        Opening opening = new Opening(folder, options);
        boolean opened = false;
        try {
            RocksDB db = opening.open();
            opened = true;
            return new RocksDbEngine(db, options, new EngineReport(created, opening.logCutShort));
        } catch (RocksDBException e) {
            throw Failures.of("opening " + folder, e);
        } finally {
            if (!opened) {
                options.close();
            }
        }
    }

    private RocksDB open() throws RocksDBException {
        try {
            return attempt();
        } catch (RocksDBException e) {
            if (isMissingCompression(e)) {
                options.setCompression(CompressionType.NO_COMPRESSION);
                return attempt();
            }
            if (Failures.isCorruption(e)) {
                options.setLogMustBeWhole(false);
                logCutShort = true;
                return attempt();
            }
            throw e;
        }
    }

    private RocksDB attempt() throws RocksDBException {
        return RocksDB.open(options.options(), folder.toAbsolutePath().toString());
    }

    private static boolean isMissingCompression(RocksDBException e) {
        Status status = e.getStatus();
        return status != null
                && status.getCode() == Status.Code.InvalidArgument
                && String.valueOf(e.getMessage()).contains("ompression type");
    }
}
