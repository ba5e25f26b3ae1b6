package io.starlingdb.node.server;

import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.config.NodeConfig;
import io.starlingdb.node.record.RecordStore;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Rings;
import io.starlingdb.node.storage.CorruptionException;
import io.starlingdb.node.storage.DataDirectory;
import io.starlingdb.node.storage.DataDirectoryException;
import io.starlingdb.node.storage.MachineBoot;
import io.starlingdb.node.storage.Shards;
import io.starlingdb.node.storage.ShardsFoundation;
import io.starlingdb.node.storage.ShardsSettings;
import io.starlingdb.node.storage.StorageException;
import io.starlingdb.node.storage.StorageListener;
import io.starlingdb.node.storage.ThreadedShards;
import io.starlingdb.node.storage.rocksdb.RocksDbEngine;
import io.starlingdb.node.storage.rocksdb.RocksDbSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the node keeps on disk: its directory, and the engine in it. Opening blocks, for some tenths of a second. */
final class Disk {
    private static final Logger LOG = LoggerFactory.getLogger(Disk.class);
    private static final int BACKGROUND_JOBS = 2;
    private static final int DISK_READS = 4;
    private static final int SCANS = 2;

    private final NodeConfig config;
    private final DataDirectory directory;
    private final RocksDbEngine engine;

    private Disk(NodeConfig config, DataDirectory directory, RocksDbEngine engine) {
        this.config = config;
        this.directory = directory;
        this.engine = engine;
    }

    /** @throws StartFailure if another process holds the directory, or it cannot be used */
    static Disk open(NodeConfig config, RandomGenerator random) {
        try {
            DataDirectory directory = DataDirectory.open(config.dataDirectory(), MachineBoot.id(), random);
            return new Disk(config, directory, openEngine(config, directory));
        } catch (DataDirectoryException e) {
            throw new StartFailure(String.valueOf(e.getMessage()));
        }
    }

    private static RocksDbEngine openEngine(NodeConfig config, DataDirectory directory) {
        boolean opened = false;
        try {
            RocksDbEngine engine = openSound(config.storage(), directory);
            opened = true;
            return engine;
        } catch (StorageException e) {
            throw new StartFailure("The storage in " + directory.data() + " cannot be opened: " + e.getMessage());
        } finally {
            if (!opened) {
                directory.close();
            }
        }
    }

    /** Without its files where these are damaged and others hold everything too: then it is all fetched from them (RECOVERING). */
    private static RocksDbEngine openSound(NodeConfig.Storage settings, DataDirectory directory) {
        if (directory.damagedFiles().areMarked() && isHeldByOthers(directory)) {
            setAside(directory, "known to be damaged");
        }
        try {
            return openAsIs(settings, directory);
        } catch (CorruptionException e) {
            if (!isHeldByOthers(directory)) {
                throw e;
            }
            setAside(directory, String.valueOf(e.getMessage()));
            return openAsIs(settings, directory);
        }
    }

    private static RocksDbEngine openAsIs(NodeConfig.Storage settings, DataDirectory directory) {
        return RocksDbEngine.open(
                directory.data(),
                new RocksDbSettings(settings.blockCacheBytes(), settings.writeBufferBytes(), BACKGROUND_JOBS),
                directory.nativeLibraries());
    }

    private static void setAside(DataDirectory directory, String why) {
        Path aside = directory.damagedFiles().setAside();
        LOG.error(
                "The storage files are set aside in {} and everything is fetched from the replicas; delete them when that is done. {}",
                aside,
                why);
    }

    /** Whether every table has more replicas than this node. */
    boolean isHeldByOthers() {
        return isHeldByOthers(directory);
    }

    private static boolean isHeldByOthers(DataDirectory directory) {
        ClusterRecord record = RecordStore.saved(directory.savedState());
        Rings rings = new Rings(record);
        return record.isFounded()
                && record.schema().keyspaces().values().stream()
                        .map(rings::ring)
                        .allMatch(ring -> ring.ranges().stream()
                                .allMatch(range -> range.replicas().members().size() > 1));
    }

    DataDirectory directory() {
        return directory;
    }

    RocksDbEngine engine() {
        return engine;
    }

    /** Starts the shards over the engine. */
    Shards startShards(TimeSource time, Scheduler loop, StorageListener listener) {
        NodeConfig.Storage settings = config.storage();
        ShardsSettings shards = ShardsSettings.DEFAULTS
                .withThreads(new ShardsSettings.Threads(settings.shards(), DISK_READS, SCANS))
                .withLimits(limits(settings.shardQueue()))
                .withDurability(new ShardsSettings.Durability(
                        settings.sync().group(),
                        Math.max(1, settings.sync().period().toNanos()),
                        settings.diskReserveBytes()))
                .withRowCacheBytes(settings.rowCacheBytes());
        return ThreadedShards.start(
                new ShardsFoundation(engine, shards, time, loop, () -> usableBytes(directory.data()), listener));
    }

    /** How many bytes are free where the directory lies. */
    long usableBytes() {
        return usableBytes(directory.data());
    }

    /** Closes engine and directory; to the next start this is a crash. */
    void close() {
        engine.close();
        directory.close();
    }

    /** Closes engine and directory, and marks a clean stop: nobody writes any more, and closing the engine syncs what was written. */
    void closeCleanly() {
        engine.close();
        directory.stopCleanly();
        directory.close();
    }

    private static ShardsSettings.Limits limits(int queuedTasks) {
        ShardsSettings.Limits usual = ShardsSettings.DEFAULTS.limits();
        return new ShardsSettings.Limits(
                queuedTasks, usual.batchTasks(), usual.parkedTasks(), usual.queuedScans(), usual.rangeRows());
    }

    private static long usableBytes(Path path) {
        try {
            FileStore store = Files.getFileStore(path);
            return store.getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
