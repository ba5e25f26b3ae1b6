package io.starlingdb.node.replica;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.Messenger;
import io.starlingdb.wire.ReplyHandler;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Finds out whether this node's directory is an older copy of itself: claims the number of this start at every other member, who remembers it
 * and says which it remembered before ({@link PeerStarts}). However clean a directory looks, one whose number is not above all of those
 * lacks what a later life has acknowledged.
 *
 * <p>The start is confirmed when all have answered; when more than half of the members have and the others do not for a while; or after
 * some seconds, because a node whose peers are all gone is to serve what it has. Who has not answered by then is asked when it comes back,
 * and members that join are asked too: the answer may still be that this directory is outdated. Loop only.
 */
public final class StartCheck {
    /** How long all members are waited for if more than half have answered. */
    private static final long ALL_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(1_500);

    /** How long more than half of the members are waited for. */
    private static final long MOST_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

    private static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** What comes out of it. Called on the loop. */
    public interface Outcome {
        /** This directory may be relied on, as far as anybody knows. Called once, before or instead of {@link #outdated}. */
        void confirmed();

        /** A peer remembers a start that this directory does not know. Called once, and nothing after it. */
        void outdated(long highestStart);
    }

    private final ReplicaFoundation on;
    private final Messenger messenger;
    private final Membership membership;
    private final StartClaim claim;
    private final Outcome outcome;
    private final Set<NodeId> answered = new HashSet<>();
    private final Set<NodeId> asked = new HashSet<>();
    private long beganNanos;
    private boolean isWaiting;
    private boolean isConfirmed;
    private boolean isProven;
    private boolean isOutdated;

    /**
     * @param start the number of this start
     * @param mark names this life; drawn at random
     */
    public StartCheck(
            ReplicaFoundation on,
            Messenger messenger,
            Membership membership,
            NodeId self,
            long start,
            long mark,
            Outcome outcome) {
        this.on = on;
        this.messenger = messenger;
        this.membership = membership;
        this.claim = new StartClaim(self, start, mark);
        this.outcome = outcome;
    }

    /** Begins to ask. A node that is in no record asks nobody, until it is. */
    public void start() {
        beganNanos = on.time().nanoTime();
        on.record().listen(newer -> look());
        look();
    }

    private void look() {
        ClusterRecord record = on.record().current();
        if (isOutdated || record.member(claim.node()) == null) {
            return;
        }
        List<RecordMember> others = record.members().stream()
                .filter(member -> !member.id().equals(claim.node()))
                .toList();
        others.forEach(this::ask);
        long left = others.stream()
                .filter(member -> !answered.contains(member.id()))
                .count();
        isProven |= 2 * (record.members().size() - left) > record.members().size();
        if (!isConfirmed && isEnough(left, record.members().size())) {
            isConfirmed = true;
            outcome.confirmed();
        }
        if (left > 0 && !isWaiting) {
            isWaiting = true;
            on.loop().schedule(RETRY_NANOS, () -> {
                isWaiting = false;
                look();
            });
        }
    }

    /**
     * Whether more than half of the members, this one as well, know of no later start of this directory. A life that got as far is remembered by more
     * than half, so an older copy is found out before it does. Other than {@link Outcome#confirmed}, it is not given for waiting: until it is, nobody may
     * take from this node what others may have purged.
     */
    public boolean isProven() {
        return isProven && !isOutdated;
    }

    private boolean isEnough(long left, int members) {
        long waited = on.time().nanoTime() - beganNanos;
        boolean most = 2 * (members - left) > members;
        return left == 0 || (most && waited > ALL_NANOS_MAX) || waited > MOST_NANOS_MAX;
    }

    private void ask(RecordMember member) {
        // At first nobody is known to be alive; later the dead are not worth a message.
        boolean isInVain = isConfirmed && membership.liveness(member.id()) == Liveness.DEAD;
        if (isInVain || answered.contains(member.id()) || !asked.add(member.id())) {
            return;
        }
        Member seen = membership.member(member.id());
        messenger.request(
                seen == null ? member.endpoint() : seen.endpoint(),
                Lane.URGENT,
                claim,
                ANSWER_NANOS,
                new ReplyHandler() {
                    @Override
                    public void onReply(Message reply) {
                        asked.remove(member.id());
                        if (reply instanceof StartMemory memory) {
                            heard(member.id(), memory.highest());
                        }
                    }

                    @Override
                    public void onFailure(Failure failure) {
                        asked.remove(member.id());
                    }
                });
    }

    private void heard(NodeId from, long highest) {
        if (isOutdated) {
            return;
        }
        answered.add(from);
        if (highest >= claim.start()) {
            isOutdated = true;
            outcome.outdated(highest);
        } else {
            look();
        }
    }
}
