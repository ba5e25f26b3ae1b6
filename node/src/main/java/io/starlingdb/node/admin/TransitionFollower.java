package io.starlingdb.node.admin;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Move;
import io.starlingdb.node.ring.NodeStatus;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Transition;
import io.starlingdb.node.ring.TransitionPhase;
import io.starlingdb.node.streaming.HandedOn;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Follows a transition to its end and tells how far it is, from what the new owners gossip. Loop only. */
final class TransitionFollower {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Membership membership;
    private final RecordAgreement record;
    private final Scheduler loop;
    private final Transition followed;
    private final OperationProgress progress;
    private final CompletableFuture<Object> end = new CompletableFuture<>();

    TransitionFollower(
            Membership membership,
            RecordAgreement record,
            Scheduler loop,
            Transition followed,
            OperationProgress progress) {
        this.membership = membership;
        this.record = record;
        this.loop = loop;
        this.followed = followed;
        this.progress = progress;
    }

    /** Completes with the transition's number; fails if it was cancelled. */
    CompletableFuture<Object> follow() {
        look();
        return end;
    }

    private void look() {
        ClusterRecord known = record.current();
        Transition running = known.transitions().find(followed.id());
        if (running != null) {
            tell(running);
        } else if (known.epoch() >= followed.id()) {
            if (wasCancelled(known)) {
                end.completeExceptionally(new StarlingException(ErrorCode.CONFLICT, "It was cancelled"));
            } else {
                end.complete(followed.id());
            }
            return;
        }
        loop.schedule(POLL_NANOS, this::look);
    }

    private void tell(Transition running) {
        ChangeProgress seen = ChangeProgress.of(membership, record.current(), running);
        progress.at(seen.done(), seen.pieces(), "ranges");
        progress.moved(seen.bytes(), seen.bytesTotal(), seen.secondsLeft());
        progress.doing(doing(running));
    }

    private String doing(Transition running) {
        if (running.phase() != TransitionPhase.READ_NEW) {
            return "fetching";
        }
        NodeId subject = running.move().subject();
        return subject != null && HandedOn.isAwaited(running, membership.member(subject))
                ? "handing on the hints that the node keeps for others"
                : "handing over";
    }

    private boolean wasCancelled(ClusterRecord known) {
        if (followed.move() instanceof Move.Decommission || followed.move() instanceof Move.Remove) {
            return known.member(Objects.requireNonNull(followed.move().subject())) != null;
        }
        if (followed.move() instanceof Move.Join || followed.move() instanceof Move.Replace) {
            RecordMember member =
                    known.member(Objects.requireNonNull(followed.move().subject()));
            return member == null || member.status() != NodeStatus.NORMAL;
        }
        return false;
    }
}
