package io.starlingdb.node;

import io.starlingdb.antientropy.SyncCodecs;
import io.starlingdb.gossip.Gossip;
import io.starlingdb.gossip.GossipMessages;
import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.HybridClock;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.admin.ViewCodecs;
import io.starlingdb.node.batchlog.BatchLogFoundation;
import io.starlingdb.node.batchlog.BatchLogMessages;
import io.starlingdb.node.batchlog.ReplicatedBatchLog;
import io.starlingdb.node.coordinator.Coordinator;
import io.starlingdb.node.coordinator.CoordinatorCodecs;
import io.starlingdb.node.coordinator.CoordinatorFoundation;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.Keepers;
import io.starlingdb.node.coordinator.SchemaAccess;
import io.starlingdb.node.coordinator.StampedWrites;
import io.starlingdb.node.cql.system.TraceMessages;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.handoff.Handoff;
import io.starlingdb.node.handoff.HandoffFoundation;
import io.starlingdb.node.record.PaxosRecordAgreement;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.record.RecordGossip;
import io.starlingdb.node.record.RecordMessages;
import io.starlingdb.node.record.RecordSeams;
import io.starlingdb.node.record.RecordSelf;
import io.starlingdb.node.record.RecordStore;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.replica.IndexBuilder;
import io.starlingdb.node.replica.PeerStarts;
import io.starlingdb.node.replica.Recovery;
import io.starlingdb.node.replica.Replica;
import io.starlingdb.node.replica.ReplicaCodecs;
import io.starlingdb.node.replica.ReplicaFoundation;
import io.starlingdb.node.replica.ReplicaService;
import io.starlingdb.node.replica.StartCheck;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.MemberSteps;
import io.starlingdb.node.streaming.Newcoming;
import io.starlingdb.node.streaming.StreamCodecs;
import io.starlingdb.node.streaming.Streaming;
import io.starlingdb.node.streaming.Streams;
import io.starlingdb.node.sync.AntiEntropy;
import io.starlingdb.node.sync.EntryCodecs;
import io.starlingdb.node.sync.LowWater;
import io.starlingdb.node.sync.SettleCodecs;
import io.starlingdb.node.sync.SettlingParts;
import io.starlingdb.node.sync.SyncParts;
import io.starlingdb.wire.MessageRegistry;
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
    private static final String SUMS = "sums";

    private final NodeSeams seams;
    private final NodeSettings settings;
    private final NodeHome home;
    private final NodeListener listener;
    private final HybridClock clock;
    private final Messenger messenger;
    private final Gossip gossip;
    private final PaxosRecordAgreement record;
    private final RecordGossip recordGossip;
    private final Replica replica;
    private final ReplicaService service;
    private final IndexBuilder indexes;
    private final Handoff handoff;
    private final ReplicatedBatchLog batchLog;
    private final Coordinator coordinator;
    private final SchemaAccess schema;
    private final LowWater lowWater;
    private final AntiEntropy antiEntropy;
    private final Streaming streaming;
    private final Newcoming newcoming;
    private final NodeUpkeep upkeep;
    private final @Nullable Recovery recovery;
    private final PeerStarts peerStarts;
    private final StartCheck startCheck;
    private final Standing standing;
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
        NodeId self = home.nodeId();
        clock = new HybridClock(
                seams.time(), seams.saved(), HybridClock.RESERVE_MICROS_DEFAULT, settings.clockAheadMicros());
        messenger = new Messenger(
                settings.endpoint(),
                registry(),
                seams.transport(),
                seams.time(),
                seams.loop(),
                seams.random(),
                settings.wire());
        if (listener.wire() != null) {
            messenger.listen(listener.wire());
        }
        gossip = new Gossip(
                self, settings.gossip(), messenger, seams.time(), seams.loop(), seams.random(), seams.saved());
        RecordSelf recordSelf = new RecordSelf(
                self, settings.endpoint(), settings.location(), settings.tokens(), settings.clusterName());
        record = new PaxosRecordAgreement(
                new RecordSeams(
                        recordSelf,
                        messenger,
                        seams.time(),
                        seams.loop(),
                        seams.random(),
                        settings.record(),
                        listener.record()),
                new RecordStore(
                        seams.saved(),
                        seams.blocking(),
                        seams.loop()::execute,
                        seams.time().wallMicros(),
                        seams.random()));
        recordGossip = new RecordGossip(recordSelf, record, gossip);
        ReplicaFoundation foundation = new ReplicaFoundation(
                seams.shards(), clock, seams.time(), seams.loop(), record, listener.replica(), settings.readLimits());
        replica = new Replica(foundation, self, rules.replica());
        service = new ReplicaService(replica, foundation, messenger);
        indexes = new IndexBuilder(foundation);
        lowWater = new LowWater(
                gossip,
                record,
                clock,
                seams.time(),
                seams.loop(),
                seams.saved(),
                seams.blocking(),
                settings.sync().settling(),
                rules.sync());
        antiEntropy = new AntiEntropy(
                new SyncParts(self, replica, seams.shards(), messenger, gossip, record, seams.time(), seams.loop()),
                new SettlingParts(lowWater, seams.saved(), seams.blocking(), clock.last()),
                settings.sync(),
                rules.sync(),
                listener.sync(),
                takeSums());
        handoff = new Handoff(
                new HandoffFoundation(
                        self,
                        messenger,
                        gossip,
                        record,
                        replica,
                        antiEntropy,
                        lowWater::promised,
                        seams.time(),
                        seams.loop()),
                settings.handoff(),
                seams.hints(),
                rules.hints());
        batchLog = new ReplicatedBatchLog(
                new BatchLogFoundation(
                        self,
                        messenger,
                        gossip,
                        record,
                        seams.shards(),
                        clock,
                        lowWater::promised,
                        seams.time(),
                        seams.loop()),
                this::writeAgain);
        coordinator = new Coordinator(
                new CoordinatorFoundation(
                        messenger,
                        replica,
                        record,
                        clock,
                        seams.time(),
                        seams.loop(),
                        listener.requests(),
                        new Keepers(handoff, batchLog, lowWater::promised),
                        settings.requestsMax()),
                gossip,
                self,
                settings.location().datacenter(),
                rules.coordinator());
        lowWater.hold(handoff);
        lowWater.hold(batchLog.stamps());
        lowWater.hold(coordinator.heldStamps());
        schema = new RecordSchemaAccess(record, gossip);
        streaming = new Streaming(new Streams(
                self,
                messenger,
                gossip,
                record,
                replica,
                seams.shards(),
                seams.time(),
                seams.loop(),
                handoff::hasHandedOn,
                seams.saved(),
                seams.blocking(),
                settings.streaming().bytesPerSecond(),
                rules.streams()));
        newcoming = new Newcoming(
                record,
                seams.loop(),
                new MemberSteps.Newcomer(
                        self, record.memory(), settings.endpoint(), settings.location(), settings.tokens()),
                listener.life()::joinRefused);
        upkeep = new NodeUpkeep(this, seams, listener.life());
        recovery = home.isRecovering()
                ? new Recovery(
                        foundation,
                        replica,
                        messenger,
                        gossip,
                        seams.saved(),
                        seams.blocking(),
                        home.mayResumeRecovery(),
                        this::recovered)
                : null;
        peerStarts = new PeerStarts(seams.saved(), seams.blocking(), seams.loop());
        startCheck = new StartCheck(
                foundation,
                messenger,
                gossip,
                self,
                home.startNumber(),
                seams.random().nextLong(),
                new Claimed());
        ClusterRecord known = record.current();
        boolean hasPeers = known.member(self) != null && known.members().size() > 1;
        standing = new Standing(replica, record, gossip, recovery != null, !hasPeers);
    }

    /** The sums that the last life kept at its clean stop. They are gone then: the first change makes them wrong. */
    private byte @Nullable [] takeSums() {
        byte[] kept = seams.saved().load(SUMS);
        if (kept == null || kept.length == 0) {
            return null;
        }
        seams.saved().save(SUMS, new byte[0]);
        return kept;
    }

    /** Keeps what the next start would have to compute. Blocks; to be called when the node has drained and its shards are closed. */
    public void keepSums() {
        seams.saved().save(SUMS, antiEntropy.checkpoint());
    }

    private static MessageRegistry registry() {
        MessageRegistry.Builder registry = MessageRegistry.builder();
        GossipMessages.register(registry);
        RecordMessages.register(registry);
        ReplicaCodecs.register(registry);
        CoordinatorCodecs.register(registry);
        BatchLogMessages.register(registry);
        TraceMessages.register(registry);
        SyncCodecs.register(registry);
        EntryCodecs.register(registry);
        SettleCodecs.register(registry);
        StreamCodecs.register(registry);
        ViewCodecs.register(registry);
        return registry.build();
    }

    /** Contacts the seeds and takes part from now on. */
    public void start() {
        standing.begin();
        service.start();
        peerStarts.start(messenger);
        coordinator.start();
        indexes.start();
        antiEntropy.start();
        lowWater.start();
        gossip.start(settings.seeds());
        if (recovery != null) {
            recovery.start();
        }
        recordGossip.start();
        record.start(recordGossip::seen);
        handoff.start();
        batchLog.start();
        record.listen(newer -> joined(newer));
        joined(record.current());
        startCheck.start();
        streaming.start();
        if (settings.streaming().joins()) {
            newcoming.start();
        }
        upkeep.start();
        seams.shards().observeDisk(state -> gossip.updateSelf(Coordinator.DISK_FACT, state.word()));
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
        if (antiEntropy.isDoubtful()) { // it may hold what others have purged: its reads must not count yet
            seams.loop().schedule(TimeUnit.SECONDS.toNanos(1), this::recovered);
        } else if (!isOutdated) {
            seams.blocking().execute(() -> {
                home.recovered();
                seams.loop().execute(standing::recovered);
            });
        }
    }

    /** What the peers say to this start of the directory. */
    private final class Claimed implements StartCheck.Outcome {
        @Override
        public void confirmed() {
            standing.confirmed();
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
            begun = new Draining(seams, gossip, () -> Math.max(coordinator.requestsUnderWay(), clients.getAsInt()))
                    .start()
                    .thenCompose(nothing -> handoff.close());
            drained = begun;
        }
        return begun;
    }

    /** Says goodbye at once, where there is nothing to drain: the node was nobody to the cluster yet. */
    public void leave() {
        gossip.leave();
    }

    /** Whether it is about to stop. */
    public boolean isDraining() {
        return drained != null;
    }

    /** Whether it belongs to a founded cluster, and is not draining: clients may come. */
    public boolean isServing() {
        return drained == null && record.current().member(home.nodeId()) != null;
    }

    /** Whether its reads do not count yet because it may have lost data, or its peers have not confirmed yet that it has not. */
    public boolean isRecovering() {
        return !replica.counts();
    }

    /** Whether its peers have confirmed that its directory is not an older copy, as far as they could be asked. */
    public boolean isConfirmed() {
        return standing.isConfirmed();
    }

    /** Keeps this node's rows the same as its co-replicas'. */
    public AntiEntropy antiEntropy() {
        return antiEntropy;
    }

    /** Reads and writes. */
    public DataAccess dataAccess() {
        return coordinator;
    }

    /** Writes that have their dots. */
    public StampedWrites stampedWrites() {
        return coordinator.stampedWrites();
    }

    /** Keyspaces and tables. */
    public SchemaAccess schemaAccess() {
        return schema;
    }

    private void writeAgain(Delta delta, long deadlineNanos, DoneHandler<Boolean> handler) {
        coordinator.writeAgain(delta, deadlineNanos, handler);
    }

    /** What it keeps of other nodes' logged batches. */
    public ReplicatedBatchLog batchLog() {
        return batchLog;
    }

    /** What it keeps for nodes that are away. */
    public Handoff handoff() {
        return handoff;
    }

    /** Who is there. */
    public Membership membership() {
        return gossip;
    }

    /** How this node takes a dead member's place. */
    public Newcoming newcoming() {
        return newcoming;
    }

    /** Who owns what. */
    public RecordAgreement record() {
        return record;
    }

    /** Where frames that come in belong. */
    public Messenger messenger() {
        return messenger;
    }

    /** The clock of its stamps; to be closed, which blocks, when the node has drained. */
    public HybridClock clock() {
        return clock;
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
        UUID cluster = record.current().clusterId();
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(cluster.getMostSignificantBits())
                .putLong(cluster.getLeastSignificantBits())
                .array();
    }
}
