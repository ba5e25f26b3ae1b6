package io.starlingdb.node;

import io.starlingdb.antientropy.SyncCodecs;
import io.starlingdb.gossip.Gossip;
import io.starlingdb.gossip.GossipMessages;
import io.starlingdb.kernel.HybridClock;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.admin.ViewCodecs;
import io.starlingdb.node.batchlog.BatchLogFoundation;
import io.starlingdb.node.batchlog.BatchLogMessages;
import io.starlingdb.node.batchlog.ReplicatedBatchLog;
import io.starlingdb.node.coordinator.Coordinator;
import io.starlingdb.node.coordinator.CoordinatorCodecs;
import io.starlingdb.node.coordinator.CoordinatorFoundation;
import io.starlingdb.node.coordinator.Keepers;
import io.starlingdb.node.coordinator.SchemaAccess;
import io.starlingdb.node.cql.system.TraceMessages;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.handoff.Handoff;
import io.starlingdb.node.handoff.HandoffFoundation;
import io.starlingdb.node.record.PaxosRecordAgreement;
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
import org.jspecify.annotations.Nullable;

/** What a node consists of, each part made of the seams and of those before it. The constructor reads saved state and may block. */
final class NodeParts {
    /** Where the sums of the last life are kept. */
    static final String SUMS = "sums";

    final HybridClock clock;
    final Messenger messenger;
    final Gossip gossip;
    final PaxosRecordAgreement record;
    final RecordGossip recordGossip;
    final Replica replica;
    final ReplicaService service;
    final IndexBuilder indexes;
    final Handoff handoff;
    final ReplicatedBatchLog batchLog;
    final Coordinator coordinator;
    final SchemaAccess schema;
    final LowWater lowWater;
    final AntiEntropy antiEntropy;
    final Streaming streaming;
    final Newcoming newcoming;
    final @Nullable Recovery recovery;
    final PeerStarts peerStarts;
    final StartCheck startCheck;
    final Standing standing;

    /**
     * @param recovered is called when a recovery has ended
     * @param claimed hears what the peers say to this start
     */
    NodeParts(
            NodeSeams seams,
            NodeSettings settings,
            NodeHome home,
            NodeListener listener,
            NodeRules rules,
            Runnable recovered,
            StartCheck.Outcome claimed) {
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
        startCheck = new StartCheck(
                foundation,
                messenger,
                gossip,
                self,
                home.startNumber(),
                seams.random().nextLong(),
                claimed);
        antiEntropy = new AntiEntropy(
                new SyncParts(
                        self,
                        replica,
                        seams.shards(),
                        messenger,
                        gossip,
                        record,
                        seams.time(),
                        seams.loop(),
                        startCheck::isProven),
                new SettlingParts(lowWater, seams.saved(), seams.blocking(), clock.last()),
                settings.sync(),
                rules.sync(),
                listener.sync(),
                takeSums(seams));
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
        recovery = home.isRecovering()
                ? new Recovery(
                        foundation,
                        replica,
                        messenger,
                        gossip,
                        seams.saved(),
                        seams.blocking(),
                        home.mayResumeRecovery(),
                        recovered)
                : null;
        peerStarts = new PeerStarts(seams.saved(), seams.blocking(), seams.loop());
        ClusterRecord known = record.current();
        boolean hasPeers = known.member(self) != null && known.members().size() > 1;
        standing = new Standing(replica, record, gossip, recovery != null, !hasPeers);
    }

    /** The sums that the last life kept at its clean stop. They are gone then: the first change makes them wrong. */
    private static byte @Nullable [] takeSums(NodeSeams seams) {
        byte[] kept = seams.saved().load(SUMS);
        if (kept == null || kept.length == 0) {
            return null;
        }
        seams.saved().save(SUMS, new byte[0]);
        return kept;
    }

    private void writeAgain(Delta delta, long deadlineNanos, DoneHandler<Boolean> handler) {
        coordinator.writeAgain(delta, deadlineNanos, handler);
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
}
