package io.starlingdb.node.coordinator;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.Membership;
import io.starlingdb.gossip.MembershipListener;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.ReplicaView;
import io.starlingdb.node.storage.DiskState;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What this node thinks of the others as replicas: whether to send to them at all, whether their reads count, and how long they take.
 *
 * <p>Gossip's verdict comes seconds after a node was killed. Until then requests find it out by themselves: one that broke or timed out
 * puts its node at the end of the queue for {@link #AVOID_NANOS}, so that only that one request pays. It is still written to, because it
 * may well be alive. So it is with a node that says it is about to stop: asked last, and written to until it is gone.
 *
 * <p>The loop owns it.
 */
final class PeerHealth implements MembershipListener {
    /** How long a node that failed a request is asked last. Longer costs latency after a hiccup, shorter more failed tries. */
    static final long AVOID_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** What being suspect, or avoided, adds to a latency: more than any real one. */
    private static final long PENALTY_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Membership membership;
    private final TimeSource time;
    private final IntSupplier self;
    private final String datacenter;
    private @Nullable Peer[] byActor = new @Nullable Peer[16];

    private final ReplicaView writing = new View(false);
    private final ReplicaView reading = new View(true);

    /** @param self this node's actor number at the moment */
    PeerHealth(Membership membership, TimeSource time, IntSupplier self, String datacenter) {
        this.membership = membership;
        this.time = time;
        this.self = self;
        this.datacenter = datacenter;
        membership.listen(this);
    }

    /** For writes: every node that is not known to be dead, or to take no writes because of its disk. */
    ReplicaView writing() {
        return writing;
    }

    /** For reads: those of them that are not recovering. */
    ReplicaView reading() {
        return reading;
    }

    /** The node answered a read after so long. */
    void answered(RecordMember member, long nanos) {
        Peer peer = peer(member);
        peer.latency.sample(nanos);
        peer.avoidUntilNanos = 0;
        peer.isAvoided = false;
    }

    /** The node did not answer, or its connection broke. */
    void failed(RecordMember member) {
        Peer peer = peer(member);
        peer.isAvoided = true;
        peer.avoidUntilNanos = time.nanoTime() + AVOID_NANOS;
        membership.probeSoon(member.endpoint());
    }

    /** How long to wait for the node before another is asked too. */
    long hedgeAfterNanos(RecordMember member, long otherwise) {
        return peer(member).latency.p99Nanos(otherwise);
    }

    /** Whether the node lives, but takes no writes because of its disk. */
    boolean isReadOnly(RecordMember member) {
        Peer peer = peer(member);
        return peer.isReadOnly && peer.liveness != Liveness.DEAD;
    }

    /** The number of the node's present start, as far as is known here. */
    long start(RecordMember member) {
        Member seen = membership.member(member.id());
        return seen == null ? 0 : seen.start();
    }

    /** The number of this node's present start. */
    long ownStart() {
        return membership.self().start();
    }

    /** Whether a request to the node is better sent to another, if there is one. */
    boolean isDoubtful(RecordMember member) {
        return member.actor() != self.getAsInt() && isDoubtful(peer(member));
    }

    /** Whether the node is there, as far as is known: alive, and it has not failed a request lately. */
    boolean isSound(RecordMember member) {
        return member.actor() == self.getAsInt() || !isDoubtful(peer(member));
    }

    private boolean isDoubtful(Peer peer) {
        return peer.liveness != Liveness.ALIVE
                || peer.isDraining
                || (peer.isAvoided && time.nanoTime() - peer.avoidUntilNanos < 0);
    }

    @Override
    public void livenessChanged(Member member, Liveness before) {
        update(member);
    }

    @Override
    public void restarted(Member member) {
        update(member);
    }

    @Override
    public void factsChanged(Member member) {
        update(member);
    }

    @Override
    public void forgotten(Member member) {
        update(member);
    }

    private void update(Member member) {
        for (Peer peer : byActor) {
            if (peer != null && peer.id.equals(member.id())) {
                peer.show(membership);
            }
        }
    }

    private Peer peer(RecordMember member) {
        int actor = member.actor();
        if (actor >= byActor.length) {
            byActor = Arrays.copyOf(byActor, Math.max(actor + 1, byActor.length * 2));
        }
        Peer peer = byActor[actor];
        if (peer == null) {
            peer = new Peer(member.id());
            peer.show(membership);
            byActor[actor] = peer;
        }
        return peer;
    }

    /** What is known of one node. */
    private static final class Peer {
        private final NodeId id;
        private final LatencyEstimate latency = new LatencyEstimate();
        private Liveness liveness = Liveness.ALIVE;
        private boolean isRecovering;
        private boolean isDraining;
        private boolean isReadOnly;
        private boolean isAvoided;
        private long avoidUntilNanos;

        Peer(NodeId id) {
            this.id = id;
        }

        void show(Membership membership) {
            Member member = membership.member(id);
            liveness = membership.liveness(id);
            isRecovering = member != null && Coordinator.RECOVERING.equals(member.fact(Coordinator.STANDING_FACT));
            String disk = member == null ? null : member.fact(Coordinator.DISK_FACT);
            isReadOnly = DiskState.FULL.word().equals(disk)
                    || DiskState.FAILING.word().equals(disk);
            isDraining = member != null && "true".equals(member.fact(Coordinator.DRAINING_FACT));
        }
    }

    private final class View implements ReplicaView {
        private final boolean forReads;

        View(boolean forReads) {
            this.forReads = forReads;
        }

        @Override
        public int self() {
            return self.getAsInt();
        }

        @Override
        public String datacenter() {
            return datacenter;
        }

        @Override
        public boolean isAlive(RecordMember member) {
            Peer peer = peer(member);
            boolean isSelf = member.actor() == self.getAsInt();
            if (forReads) {
                return (peer.liveness != Liveness.DEAD || isSelf) && !peer.isRecovering;
            }
            return isSelf || (peer.liveness != Liveness.DEAD && !peer.isReadOnly);
        }

        @Override
        public long latency(RecordMember member) {
            Peer peer = peer(member);
            return peer.latency.meanNanos() + (isDoubtful(peer) ? PENALTY_NANOS : 0);
        }
    }
}
