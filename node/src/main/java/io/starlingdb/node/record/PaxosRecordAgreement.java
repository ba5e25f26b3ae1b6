package io.starlingdb.node.record;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.record.RecordMessage.Accept;
import io.starlingdb.node.record.RecordMessage.Await;
import io.starlingdb.node.record.RecordMessage.Fetch;
import io.starlingdb.node.record.RecordMessage.Founder;
import io.starlingdb.node.record.RecordMessage.FounderQuery;
import io.starlingdb.node.record.RecordMessage.Prepare;
import io.starlingdb.node.record.RecordMessage.Update;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.wire.Inbound;
import io.starlingdb.wire.Messenger;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The agreement by single-decree Paxos, one instance an epoch: puts the parts of this package together. */
public final class PaxosRecordAgreement implements RecordAgreement {
    private final RecordSeams seams;
    private final RecordStore store;
    private final NewestRecord newest;
    private final RecordAddresses addresses = new RecordAddresses();
    private final RecordFetcher fetcher;
    private final RecordVoter voter;
    private final RecordSpread spread;
    private final Ballots ballots;
    private final ChangeIds ids;
    private final ChangeQueue changes;
    private final SelfUpkeep upkeep;
    private final RecordWitnesses witnesses;

    /** Takes the messages of {@link RecordMessages} from the messenger; nothing is sent before {@link #start}. */
    public PaxosRecordAgreement(RecordSeams seams, RecordStore store) {
        this.seams = seams;
        this.store = store;
        NodeId self = seams.self().id();
        newest = new NewestRecord(store, seams);
        fetcher = new RecordFetcher(seams, newest);
        voter = new RecordVoter(seams, store, newest, fetcher);
        spread = new RecordSpread(seams.messenger(), newest, addresses);
        ballots = new Ballots(self, store.life());
        ids = new ChangeIds(self, store.life());
        changes = new ChangeQueue(seams, newest, store.memory(), spread, addresses, ballots, ids);
        upkeep = new SelfUpkeep(seams, store, newest, changes);
        witnesses = new RecordWitnesses(seams, newest, fetcher, addresses);
        take(seams.messenger());
    }

    private void take(Messenger messenger) {
        messenger.clusterTag(current().tag());
        newest.listen(record -> messenger.clusterTag(record.tag()));
        messenger.on(Prepare.class, voter::prepare);
        messenger.on(Accept.class, voter::accept);
        messenger.on(Fetch.class, spread::fetch);
        messenger.on(Update.class, spread::update);
        messenger.on(Await.class, witnesses::await);
        messenger.on(FounderQuery.class, this::founder);
    }

    /**
     * Begins to keep this node's own entry true.
     *
     * @param seen where gossip sees a node, null where it does not: asked before the record
     */
    public void start(Function<NodeId, @Nullable Endpoint> seen) {
        addresses.lookUp(seen);
        newest.listen(record -> upkeep.look());
        upkeep.look();
    }

    /** Names what this node remembers as a voter; see {@link io.starlingdb.node.ring.RecordMember#memory}. */
    public long memory() {
        return store.memory();
    }

    @Override
    public ClusterRecord current() {
        return newest.current();
    }

    @Override
    public CompletableFuture<ClusterRecord> change(RecordChange change) {
        return changes.add(change);
    }

    @Override
    public CompletableFuture<ClusterRecord> init(List<Endpoint> waiting) {
        if (current().isFounded()) {
            return CompletableFuture.failedFuture(
                    FoundingRefusals.exists(seams.self().endpoint(), current()));
        }
        UUID clusterId = new UUID(seams.random().nextLong(), seams.random().nextLong());
        return new FounderCensus(seams, waiting)
                .take()
                .thenCompose(founders -> new RecordFounding(
                                seams,
                                newest,
                                spread,
                                ballots,
                                FoundingRecord.of(
                                        founders, clusterId, seams.self().clusterName(), ids.next()))
                        .run());
    }

    @Override
    public CompletableFuture<ClusterRecord> recover(Set<NodeId> survivors) {
        try {
            return new RecordRecovery(seams, newest, spread, addresses, survivors).run();
        } catch (StarlingException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
    }

    /** This node as a founder, for whoever asks; or the record of its cluster. */
    private void founder(Inbound<FounderQuery> in) {
        if (current().isFounded()) {
            in.reply(new Update(current()));
            return;
        }
        RecordSelf self = seams.self();
        in.reply(new Founder(
                self.id(), store.memory(), self.endpoint(), self.location(), self.tokens(), self.clusterName()));
    }

    @Override
    public CompletableFuture<ClusterRecord> atLeast(long epoch, Endpoint hint) {
        fetcher.fetch(epoch, hint);
        return newest.atLeast(epoch);
    }

    @Override
    public void heardOf(long epoch, Endpoint where) {
        fetcher.fetch(epoch, where);
    }

    @Override
    public CompletableFuture<ClusterRecord> knownByAll(ClusterRecord record, Predicate<NodeId> lives) {
        return witnesses.all(record, lives);
    }

    @Override
    public void listen(Consumer<ClusterRecord> listener) {
        newest.listen(listener);
    }

    /**
     * From now on this node neither votes nor counts as {@link #isMyself}, until {@link #release}: it is not known yet whether its saved state
     * is the newest that it ever had.
     */
    public void hold() {
        voter.hold();
    }

    /** Ends {@link #hold}. */
    public void release() {
        voter.release();
    }

    @Override
    public boolean isMyself() {
        return voter.isMyself() && !voter.isHeld();
    }
}
