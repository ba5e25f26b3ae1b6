package io.starlingdb.node.server;

import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.NodeCore;
import io.starlingdb.node.admin.AntiEntropyStatus;
import io.starlingdb.node.admin.ClientStatus;
import io.starlingdb.node.admin.DiskStatus;
import io.starlingdb.node.admin.HintQueue;
import io.starlingdb.node.admin.LocalNode;
import io.starlingdb.node.admin.NodeState;
import io.starlingdb.node.admission.LoadLimit;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.DiskReport;
import io.starlingdb.node.storage.Shards;
import io.starlingdb.node.sync.SyncState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The node as its own admin resources see it. Loop only. */
record ServedNode(NodeCore core, Shards shards, CqlPort cql, LoadLimit limit, TimeSource time) implements LocalNode {
    @Override
    public NodeState state() {
        if (core.isDraining()) {
            return NodeState.DRAINING;
        }
        if (!core.isServing() || !cql.isOpen()) {
            return NodeState.WAITING;
        }
        return core.isRecovering() ? NodeState.RECOVERING : NodeState.SERVING;
    }

    /** The cluster turns to others and drivers take their connections away, side by side. */
    @Override
    public CompletableFuture<@Nullable Void> drain() {
        CompletableFuture<@Nullable Void> left = core.drain(limit::underWay);
        return CompletableFuture.allOf(left, cql.drain().toCompletableFuture());
    }

    @Override
    public CompletableFuture<@Nullable Void> flush() {
        return shards.sync();
    }

    @Override
    public DiskStatus disk() {
        DiskReport disk = shards.disk();
        return new DiskStatus(disk.state().name(), disk.usableBytes(), disk.reserveBytes(), disk.failure());
    }

    @Override
    public List<HintQueue> hints() {
        long nowMillis = TimeUnit.MICROSECONDS.toMillis(time.wallMicros());
        return core.handoff().reports().stream()
                .filter(report -> report.stored() > 0)
                .map(report -> new HintQueue(
                        report.target().toString(),
                        report.count(),
                        report.bytes(),
                        report.count() == 0 ? 0 : Math.max(0, nowMillis - report.oldestMillis()),
                        report.delivered(),
                        report.dropped()))
                .toList();
    }

    @Override
    public boolean isStoringHints() {
        return core.handoff().isStoring();
    }

    @Override
    public List<ClientStatus> clients() {
        return cql.clients();
    }

    @Override
    public AntiEntropyStatus antiEntropy() {
        SyncState state = core.antiEntropy().state();
        return new AntiEntropyStatus(
                state.counting(),
                state.sumBytes(),
                state.running(),
                state.urgent(),
                state.rowsRead(),
                state.oldestMs(),
                Long.toHexString(core.antiEntropy().sumOfEverything()),
                state.ranges().stream()
                        .map(range -> new AntiEntropyStatus.Range(
                                range.keyspace(),
                                Long.toString(range.start()),
                                Long.toString(range.end()),
                                range.peer(),
                                range.ageMs()))
                        .toList(),
                state.tables().stream().map(this::table).toList());
    }

    private AntiEntropyStatus.Table table(SyncState.Table table) {
        TableSchema schema = core.record().current().schema().table(table.tableId());
        return new AntiEntropyStatus.Table(
                schema == null ? "" : schema.keyspace(),
                schema == null ? "" : schema.name(),
                table.oldestMs(),
                table.rowsRepaired(),
                table.bytesRepaired(),
                table.settledMs(),
                table.tombstones());
    }
}
