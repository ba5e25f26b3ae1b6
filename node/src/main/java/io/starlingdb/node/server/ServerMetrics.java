package io.starlingdb.node.server;

import com.codahale.metrics.Counter;
import com.codahale.metrics.jmx.JmxReporter;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Member;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.NodeCore;
import io.starlingdb.node.NodeListener;
import io.starlingdb.node.admission.LoadLimit;
import io.starlingdb.node.admission.LoadSampling;
import io.starlingdb.node.metrics.Exposition;
import io.starlingdb.node.metrics.HintMetrics;
import io.starlingdb.node.metrics.Meters;
import io.starlingdb.node.metrics.NativeMetrics;
import io.starlingdb.node.metrics.NetMetrics;
import io.starlingdb.node.metrics.ProcessMetrics;
import io.starlingdb.node.metrics.ReplicaMetrics;
import io.starlingdb.node.metrics.RequestMetrics;
import io.starlingdb.node.metrics.StorageMetrics;
import io.starlingdb.node.metrics.SyncMetrics;
import io.starlingdb.node.nativeprotocol.NativeTraffic;
import io.starlingdb.node.net.VertxTransport;
import io.starlingdb.node.record.RecordListener;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.Shards;
import io.starlingdb.node.storage.StorageEngine;
import io.starlingdb.node.storage.StorageListener;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that is measured in this process, and the listeners by which the parts tell it. */
final class ServerMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(ServerMetrics.class);

    private final Meters meters = new Meters();
    private final Exposition exposition = new Exposition(meters);
    private final StorageMetrics storage = new StorageMetrics(meters);
    private final RequestMetrics requests = new RequestMetrics(meters);
    private final ReplicaMetrics replica = new ReplicaMetrics(meters, this::table);
    private final SyncMetrics sync = new SyncMetrics(meters);
    private final Counter uncaught = meters.counter(
            "starling_uncaught_exceptions_total", "Exceptions that nobody caught: each is a bug, see the log.");
    private final Counter saveFailures =
            meters.counter("starling_record_save_failures_total", "Times that the cluster record could not be saved.");
    private volatile @Nullable NodeCore core;

    /** What nobody caught, on any thread. */
    void uncaught(Throwable failure) {
        uncaught.inc();
        LOG.error("Uncaught on thread {}", Thread.currentThread().getName(), failure);
    }

    StorageListener storage() {
        return storage;
    }

    Exposition exposition() {
        return exposition;
    }

    /**
     * Measures the native protocol's server. On the loop.
     *
     * @param connections how many clients are connected
     * @param underWay how many of their requests are not answered yet
     */
    NativeTraffic nativeTraffic(IntSupplier connections, IntSupplier underWay) {
        return new NativeMetrics(meters, connections, underWay);
    }

    /** The listeners for a core that is to be built. On the loop, as it registers metrics of the transport. */
    NodeListener listener(VertxTransport transport, LoadLimit limit, TimeSource time, NodeListener.Life life) {
        meters.gauge(
                "starling_requests_limit",
                "Requests of clients that this node works on at once at most, adapted to how long they take.",
                limit::limit);
        meters.gauge("starling_requests_admitted", "Requests of clients that this node works on.", limit::underWay);
        return new NodeListener(
                new LoadSampling(limit, time, requests),
                replica,
                new Records(),
                new NetMetrics(meters, transport::statistics),
                sync,
                life);
    }

    /** Shows all metrics as MBeans, too, if that is wanted. */
    void show(boolean asBeans) {
        if (asBeans) {
            JmxReporter.forRegistry(meters.registry())
                    .inDomain("io.starlingdb")
                    .build()
                    .start();
        }
    }

    /** Measures what can be asked of the finished parts. On the loop. */
    void watch(NodeCore built, Shards shards, StorageEngine engine, String version) {
        core = built;
        ProcessMetrics.register(meters, version);
        storage.watch(shards::statistics, engine::statistics, shards::disk);
        meters.gauge(
                "starling_logged_batches_kept",
                "Logged batches that this node keeps until their coordinators have written them.",
                () -> built.batchLog().size());
        meters.total(
                "starling_logged_batches_finished_total",
                "Logged batches that this node has written because their coordinators had not.",
                () -> built.batchLog().finished());
        HintMetrics.register(meters, built.handoff()::reports);
        sync.watch(() -> built.antiEntropy().state(), this::table);
        meters.gauge(
                "starling_pending_requests",
                "Requests to other nodes that wait for their replies.",
                () -> built.messenger().pendingRequests());
        meters.gauge(
                "starling_record_epoch",
                "The epoch of the cluster record that this node has.",
                () -> built.record().current().epoch());
        for (Liveness liveness : Liveness.values()) {
            meters.gauge(
                    "starling_members",
                    "Nodes that this node knows, itself included, by what it thinks of them.",
                    () -> built.membership().members().stream()
                            .map(Member::liveness)
                            .filter(liveness::equals)
                            .count(),
                    "liveness",
                    liveness.name());
        }
    }

    private @Nullable TableSchema table(int id) {
        NodeCore built = core;
        return built == null ? null : built.record().current().schema().table(id);
    }

    private final class Records implements RecordListener {
        @Override
        public void saveFailed(Throwable cause) {
            saveFailures.inc();
            LOG.error("The cluster record could not be saved; this node does not vote until it can", cause);
        }

        @Override
        public void foreignRecord(Endpoint from, ClusterRecord foreign) {
            LOG.warn(
                    "Ignored the record of another cluster, '{}' ({}), from {}. Take that node out of the seeds here, and this"
                            + " cluster's out of its own; to have it join this cluster, stop it and empty its data_dir",
                    foreign.name(),
                    foreign.clusterId(),
                    from);
        }

        @Override
        public void memoryLost() {
            LOG.warn(
                    "This node's saved state was lost; it asks the cluster for a new number before it votes or writes");
        }
    }
}
