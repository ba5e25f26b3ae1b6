package io.starlingdb.node.replica;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.SavedState;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.wire.Messenger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings a replica that may have lost data back into good standing: exchanges every range it holds with its co-replicas, page by page and
 * with pauses, until {@link RecoveryParts#isEnough} says so. Then everything is synced and its reads count again.
 *
 * <p>This is the first form of anti-entropy's exchange: it compares the versions of all entries. The progress is saved now and then, and a
 * restart that lost nothing goes on from there.
 */
public final class Recovery {
    private static final String SAVED_NAME = "recovery";

    /** How many entries are compared at once. */
    private static final int PAGE_ENTRIES = 1_000;

    /** Between two pages, so that clients are served beside. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** Before a co-replica that failed is tried again, and before one that is dead is looked for again. */
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final int PAGES_BETWEEN_SAVES = 100;

    private final ReplicaFoundation on;
    private final Replica replica;
    private final Messenger messenger;
    private final Membership membership;
    private final NodeId self;
    private final SavedState saved;
    private final Executor blocking;
    private final Runnable recovered;
    private final RecoveryProgress progress;
    private final Map<NodeId, Long> retryAt = new HashMap<>();
    private long joined;
    private int pages;

    /**
     * @param saved where the progress is kept; read or begun anew here (blocks)
     * @param blocking runs what may block, off the loop
     * @param isResumed whether this start lost nothing, so that what was exchanged before still holds
     * @param recovered is run on the loop when all is exchanged and synced; it lets the replica's reads count again once that is
     *     remembered
     */
    public Recovery(
            ReplicaFoundation on,
            Replica replica,
            Messenger messenger,
            Membership membership,
            SavedState saved,
            Executor blocking,
            boolean isResumed,
            Runnable recovered) {
        this.on = on;
        this.replica = replica;
        this.messenger = messenger;
        this.membership = membership;
        this.self = replica.self();
        this.saved = saved;
        this.blocking = blocking;
        this.recovered = recovered;
        if (!isResumed) {
            forget(saved);
        }
        this.progress = RecoveryProgress.decode(saved.load(SAVED_NAME));
    }

    /** Lets the next recovery begin at its beginning, whatever one before it had reached. Blocks. */
    public static void forget(SavedState saved) {
        saved.save(SAVED_NAME, new RecoveryProgress().encode());
    }

    /** Begins, on the loop. */
    public void start() {
        step();
    }

    private void step() {
        ClusterRecord record = on.record().current();
        if (record.member(self) == null) {
            on.loop().schedule(RETRY_NANOS, this::step); // the record is still to be fetched
            return;
        }
        RecoveryParts parts = new RecoveryParts(record, self);
        for (NodeId peer : parts.peers()) {
            if (!progress.done().contains(peer) && isWorthTrying(peer)) {
                exchange(record, parts, peer);
                return;
            }
        }
        if (parts.isEnough(progress.done())) {
            finish();
        } else {
            on.loop().schedule(RETRY_NANOS, this::step);
        }
    }

    private boolean lives(NodeId peer) {
        return membership.liveness(peer) != Liveness.DEAD;
    }

    private boolean isWorthTrying(NodeId peer) {
        Long after = retryAt.get(peer);
        return lives(peer) && (after == null || on.time().nanoTime() - after >= 0);
    }

    private void exchange(ClusterRecord record, RecoveryParts parts, NodeId peer) {
        RecordMember member = record.member(peer);
        RecoveryProgress.Place place = next(parts.with(peer), progress.place(peer));
        if (place == null || member == null) {
            progress.done(peer);
            save();
            on.loop().execute(this::step);
            return;
        }
        RangeExchange.Part part = new RangeExchange.Part(
                member.endpoint(),
                record.epoch(),
                place.part().tableId(),
                place.part().range(),
                place.after());
        new RangeExchange(
                        replica,
                        replica.scans(),
                        messenger,
                        on.time(),
                        part,
                        PAGE_ENTRIES,
                        ended -> ended(peer, place, ended))
                .start();
    }

    /** Where to go on: at the place reached, or with the first part if that one is gone; null behind the last part. */
    private static RecoveryProgress.@Nullable Place next(
            List<RecoveryParts.Part> parts, RecoveryProgress.@Nullable Place reached) {
        if (parts.isEmpty()) {
            return null;
        }
        if (reached == null || !parts.contains(reached.part())) {
            return new RecoveryProgress.Place(parts.get(0), null);
        }
        if (reached.after() != null) {
            return reached;
        }
        int following = parts.indexOf(reached.part()) + 1;
        return following == parts.size() ? null : new RecoveryProgress.Place(parts.get(following), null);
    }

    private void ended(NodeId peer, RecoveryProgress.Place place, RangeExchange.Ended ended) {
        joined += ended.joined();
        if (!ended.isDone()) {
            retryAt.put(peer, on.time().nanoTime() + RETRY_NANOS);
        } else {
            RowKey end = ended.end();
            progress.reached(peer, new RecoveryProgress.Place(place.part(), end));
            if (++pages % PAGES_BETWEEN_SAVES == 0) {
                save();
            }
        }
        on.loop().schedule(PAUSE_NANOS, this::step);
    }

    private void save() {
        byte[] content = progress.encode();
        blocking.execute(() -> saved.save(SAVED_NAME, content));
    }

    private void finish() {
        CompletableFuture<@Nullable Void> unused = on.shards().sync().whenComplete((nothing, failure) -> {
            if (failure != null) {
                on.loop().schedule(RETRY_NANOS, this::step);
                return;
            }
            recovered.run();
            on.listener().recovered(joined);
        });
    }
}
