package io.starlingdb.node.server;

import io.starlingdb.node.NodeCore;
import io.starlingdb.node.admin.NodeOperation;
import io.starlingdb.node.admin.NodeView;
import io.starlingdb.node.admin.OwnershipOperations;
import io.starlingdb.node.admin.RecoverRecordOperation;
import io.starlingdb.node.admin.SnapshotOperations;
import io.starlingdb.node.config.NodeConfig;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.storage.rocksdb.RocksDbEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What operators can do on a node, and see of it. What takes the disk long runs on a thread of its own, which ends with the process. */
final class Operators {
    private static final long IDLE_SECONDS = 10;

    private final List<NodeOperation> operations = new ArrayList<>();
    private final List<NodeView> views = new ArrayList<>();

    Operators(NodeConfig config, NodeCore core, Machine machine, WatchedAccess access) {
        Executor disk = diskThread();
        RocksDbEngine engine = machine.disk().engine();
        Supplier<Schema> schema = () -> core.record().current().schema();
        SnapshotOperations backups = Backups.of(config, core, machine, disk);
        LogLevels levels = new LogLevels(config.logging().level());
        operations.addAll(new OwnershipOperations(
                        core.membership(), core.record(), core.newcoming(), machine.loop(), machine.blocking())
                .all());
        operations.add(new RecoverRecordOperation(core.membership(), core.record()));
        operations.add(new RepairOperation(core));
        operations.addAll(backups.all());
        operations.add(new CompactOperation(engine, schema, machine.loop(), disk));
        operations.add(new TopPartitions(access, machine.loop(), schema));
        operations.add(levels);
        views.add(backups.list());
        views.add(levels.view());
        views.add(new ConfigView(config));
        views.add(new TableView(access, engine, schema, machine.loop(), disk));
    }

    List<NodeOperation> operations() {
        return operations;
    }

    List<NodeView> views() {
        return views;
    }

    private static Executor diskThread() {
        ThreadPoolExecutor thread =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread made = new Thread(task, "operations");
                    made.setDaemon(true);
                    return made;
                });
        thread.allowCoreThreadTimeOut(true);
        return thread;
    }
}
