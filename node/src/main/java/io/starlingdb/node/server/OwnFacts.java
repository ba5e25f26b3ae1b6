package io.starlingdb.node.server;

import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.admin.NodeFacts;
import io.starlingdb.node.config.NodeConfig;
import io.starlingdb.node.storage.EngineStatistics;
import io.starlingdb.node.storage.Shards;
import io.starlingdb.node.storage.StorageEngine;
import java.util.concurrent.TimeUnit;

/** States what only the process knows of this node, so that every node can show it. Loop only. */
final class OwnFacts {
    private static final long LOAD_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOAD_GRAIN_BYTES = 1 << 16;

    private final Membership membership;
    private final StorageEngine engine;
    private final Shards shards;
    private final Scheduler loop;

    OwnFacts(Membership membership, StorageEngine engine, Shards shards, Scheduler loop) {
        this.membership = membership;
        this.engine = engine;
        this.shards = shards;
        this.loop = loop;
    }

    void state(NodeConfig config, TimeSource time, String version) {
        NodeConfig.Network network = config.network();
        membership.updateSelf(NodeFacts.HTTP, network.advertiseAddress() + ":" + network.httpPort());
        membership.updateSelf(NodeFacts.VERSION, version);
        membership.updateSelf(
                NodeFacts.WIRE,
                network.spoken().oldest() + "-" + network.spoken().newest());
        membership.updateSelf(NodeFacts.STARTED, Long.toString(time.wallMicros() / 1000));
        stateLoad();
    }

    /** What is in files and what is about to be; rounded, so that a busy node does not have news for everybody all the time. */
    private void stateLoad() {
        EngineStatistics engineNow = engine.statistics();
        long bytes = engineNow.diskBytes() + engineNow.memtableBytes() + LOAD_GRAIN_BYTES - 1;
        membership.updateSelf(NodeFacts.LOAD, Long.toString(bytes - bytes % LOAD_GRAIN_BYTES));
        shards.lookAtDisk();
        loop.schedule(LOAD_PERIOD_NANOS, this::stateLoad);
    }
}
