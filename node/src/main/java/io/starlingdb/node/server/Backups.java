package io.starlingdb.node.server;

import io.starlingdb.node.NodeCore;
import io.starlingdb.node.admin.SnapshotOperations;
import io.starlingdb.node.config.NodeConfig;
import io.starlingdb.node.snapshot.Restore;
import io.starlingdb.node.snapshot.RestoreFoundation;
import io.starlingdb.node.snapshot.Snapshots;
import io.starlingdb.node.storage.DataDirectory;
import io.starlingdb.node.storage.rocksdb.RocksDbCopy;
import java.util.concurrent.Executor;

/** Snapshots and restores of a node. */
final class Backups {
    private Backups() {}

    static SnapshotOperations of(NodeConfig config, NodeCore core, Machine machine, Executor reading) {
        DataDirectory directory = machine.disk().directory();
        Snapshots snapshots = new Snapshots(
                directory.snapshots(),
                machine.disk().engine(),
                new LoopHold(core.antiEntropy(), machine.loop()),
                machine.disk()::usableBytes,
                config.storage().diskReserveBytes());
        Restore restore = new Restore(new RestoreFoundation(
                core.record(),
                core.membership(),
                core.dataAccess(),
                core.stampedWrites(),
                core.clock(),
                machine.time(),
                machine.loop(),
                reading,
                folder -> RocksDbCopy.open(folder, directory.nativeLibraries())));
        return new SnapshotOperations(
                snapshots,
                restore,
                scope -> new Snapshots.Taker(
                        core.nodeId(),
                        config.network().internodeEndpoint().toString(),
                        Release.version(),
                        core.isRecovering(),
                        core.record().current(),
                        scope),
                () -> core.record().current().schema(),
                machine.time(),
                machine.loop(),
                reading);
    }
}
