package io.starlingdb.node;

import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.HybridClock;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.batchlog.ReplicatedBatchLog;
import io.starlingdb.node.coordinator.Coordinator;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.SchemaAccess;
import io.starlingdb.node.coordinator.StampedWrites;
import io.starlingdb.node.handoff.Handoff;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.record.RecordStore;
import io.starlingdb.node.replica.Recovery;
import io.starlingdb.node.replica.StartCheck;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.streaming.Newcoming;
import io.starlingdb.node.sync.AntiEntropy;
import io.starlingdb.wire.Messenger;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One node without its edges: membership, cluster record, replica and coordinator, put together from the seams. The same class runs in
 * production and in the simulator.
 *
 * <p>The constructor reads saved state and may block. {@link #start} and everything else runs on the loop. Frames that come in are given to
 * {@link #messenger}. To stop, {@link #drain}; to end at once, end the loop and the shards.
 */
public final class NodeCore {
    private final NodeSeams seams;
    private final NodeSettings settings;
    private final NodeHome home;
    private final NodeListener listener;
    private final NodeParts parts;
    private final NodeUpkeep upkeep;
    private boolean isOutdated;
    private @Nullable CompletableFuture<@Nullable Void> drained;

    public NodeCore(NodeSeams seams, NodeSettings settings, NodeHome home, NodeListener listener) {
        this(seams, settings, home, listener, NodeRules.SOUND);
    }

    NodeCore(NodeSeams seams, NodeSettings settings, NodeHome home, NodeListener listener, NodeRules rules) {
        this.seams = seams;
        this.settings = settings;
        this.home = home;
        this.listener = listener;
        parts = new NodeParts(seams, settings, home, listener, rules, this::recovered, new Claimed());
        upkeep = new NodeUpkeep(this, seams, listener.life());
    }

    /** Keeps what the next start would have to compute. Blocks; to be called when the node has drained and its shards are closed. */
    public void keepSums() {
        seams.saved().save(NodeParts.SUMS, parts.antiEntropy.checkpoint());
    }

    /** Contacts the seeds and takes part from now parts. */
    public void start() {
        parts.standing.begin();
        parts.service.start();
        parts.peerStarts.start(parts.messenger);
        parts.coordinator.start();
        parts.indexes.start();
        parts.antiEntropy.start();
        parts.lowWater.start();
        parts.gossip.start(settings.seeds());
        if (parts.recovery != null) {
            parts.recovery.start();
        }
        parts.recordGossip.start();
        parts.record.start(parts.recordGossip::seen);
        parts.handoff.start();
        parts.batchLog.start();
        parts.record.listen(newer -> joined(newer));
        joined(parts.record.current());
        parts.startCheck.start();
        parts.streaming.start();
        if (settings.streaming().joins()) {
            parts.newcoming.start();
        }
        upkeep.start();
        seams.shards().observeDisk(state -> parts.gossip.updateSelf(Coordinator.DISK_FACT, state.word()));
    }

    private void joined(ClusterRecord newer) {
        if (newer.member(home.nodeId()) != null) {
            UUID cluster = newer.clusterId();
            seams.blocking().execute(() -> {
                try {
                    home.belongsTo(cluster);
                } catch (RuntimeException e) {
                    seams.loop().execute(() -> listener.life().failed(e));
                }
            });
        }
    }

    private void recovered() {
        if (parts.antiEntropy.isDoubtful()) { // it may hold what others have purged: its reads must not count yet
            seams.loop().schedule(TimeUnit.SECONDS.toNanos(1), this::recovered);
        } else if (!isOutdated) {
            seams.blocking().execute(() -> {
                home.recovered();
                seams.loop().execute(parts.standing::recovered);
            });
        }
    }

    /** What the peers say to this start of the directory. */
    private final class Claimed implements StartCheck.Outcome {
        @Override
        public void confirmed() {
            parts.standing.confirmed();
        }

        @Override
        public void outdated(long highestStart) {
            isOutdated = true;
            long memory = seams.random().nextLong();
            seams.blocking().execute(() -> {
                // Known to be recovering last: until then the next start would find out anew.
                RecordStore.renewMemory(seams.saved(), memory);
                Recovery.forget(seams.saved());
                AntiEntropy.doubt(seams.saved());
                home.outdated(highestStart);
                seams.loop().execute(listener.life()::mustRestart);
            });
        }
    }

    /**
     * Prepares the end of this node: tells the others that it takes no more requests, lets those under way end, says goodbye, and makes everything
     * durable. Completes on the loop; then the shards and {@link #clock} are to be closed. Again: the same future.
     */
    public CompletableFuture<@Nullable Void> drain() {
        return drain(() -> 0);
    }

    /** @param clients how many requests of clients have not ended yet: some make several of the coordinator, one after the other */
    public CompletableFuture<@Nullable Void> drain(IntSupplier clients) {
        CompletableFuture<@Nullable Void> begun = drained;
        if (begun == null) {
            begun = new Draining(
                            seams,
                            parts.gossip,
                            () -> Math.max(parts.coordinator.requestsUnderWay(), clients.getAsInt()))
                    .start()
                    .thenCompose(nothing -> parts.handoff.close());
            drained = begun;
        }
        return begun;
    }

    /** Says goodbye at once, where there is nothing to drain: the node was nobody to the cluster yet. */
    public void leave() {
        parts.gossip.leave();
    }

    /** Whether it is about to stop. */
    public boolean isDraining() {
        return drained != null;
    }

    /** Whether it belongs to a founded cluster, and is not draining: clients may come. */
    public boolean isServing() {
        return drained == null && parts.record.current().member(home.nodeId()) != null;
    }

    /** Whether its reads do not count yet because it may have lost data, or its peers have not confirmed yet that it has not. */
    public boolean isRecovering() {
        return !parts.replica.counts();
    }

    /** Whether its peers have confirmed that its directory is not an older copy, as far as they could be asked. */
    public boolean isConfirmed() {
        return parts.standing.isConfirmed();
    }

    /** Keeps this node's rows the same as its co-replicas'. */
    public AntiEntropy antiEntropy() {
        return parts.antiEntropy;
    }

    /** Reads and writes. */
    public DataAccess dataAccess() {
        return parts.coordinator;
    }

    /** Writes that have their dots. */
    public StampedWrites stampedWrites() {
        return parts.coordinator.stampedWrites();
    }

    /** Keyspaces and tables. */
    public SchemaAccess schemaAccess() {
        return parts.schema;
    }

    /** What it keeps of other nodes' logged batches. */
    public ReplicatedBatchLog batchLog() {
        return parts.batchLog;
    }

    /** What it keeps for nodes that are away. */
    public Handoff handoff() {
        return parts.handoff;
    }

    /** Who is there. */
    public Membership membership() {
        return parts.gossip;
    }

    /** How this node takes a dead member's place. */
    public Newcoming newcoming() {
        return parts.newcoming;
    }

    /** Who owns what. */
    public RecordAgreement record() {
        return parts.record;
    }

    /** Where frames that come in belong. */
    public Messenger messenger() {
        return parts.messenger;
    }

    /** The clock of its stamps; to be closed, which blocks, when the node has drained. */
    public HybridClock clock() {
        return parts.clock;
    }

    /** Who it is. */
    public NodeId nodeId() {
        return home.nodeId();
    }

    NodeSettings settings() {
        return settings;
    }

    /**
     * The key that authenticates causal contexts: the same on all nodes of the cluster, and of no use to others.
     */
    public byte[] contextSecret() {
        UUID cluster = parts.record.current().clusterId();
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(cluster.getMostSignificantBits())
                .putLong(cluster.getLeastSignificantBits())
                .array();
    }
}
