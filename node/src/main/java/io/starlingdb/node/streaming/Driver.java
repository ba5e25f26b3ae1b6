package io.starlingdb.node.streaming;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.record.RecordChange;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Handover;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Transition;
import io.starlingdb.node.ring.TransitionPhase;
import io.starlingdb.node.ring.TransitionSteps;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Takes transitions from phase to phase. Every member may do it, as a step that is proposed twice is made once; to spare the voters, the first
 * living member proposes at once and each other waits some seconds longer than the one before it. Loop only.
 */
final class Driver {
    private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Streams on;
    private final Bystanders bystanders;
    /** Since when the next step of a transition could be made, by its id; the step is that of the phase. */
    private final Map<Long, Ready> ready = new HashMap<>();

    private boolean isBusy;

    private record Ready(TransitionPhase phase, long sinceNanos) {}

    Driver(Streams on, Bystanders bystanders) {
        this.on = on;
        this.bystanders = bystanders;
    }

    void look() {
        ClusterRecord record = on.record().current();
        if (record.member(on.self()) == null) {
            return;
        }
        ready.keySet().removeIf(id -> record.transitions().find(id) == null);
        for (Transition transition : record.transitions().running()) {
            if (isBusy) {
                return;
            }
            Handover handover = Handover.of(record, transition);
            boolean isReady = on.rules().isKnown(handover, bystanders, bystanders)
                    && (transition.phase() != TransitionPhase.WRITE_BOTH || handover.isComplete(record))
                    && !on.rules().awaitsHints(bystanders.mustHandOn(transition));
            if (!isReady) {
                ready.remove(transition.id());
            } else if (isMyTurn(record, transition)) {
                step(transition);
            }
        }
    }

    private boolean isMyTurn(ClusterRecord record, Transition transition) {
        long now = on.time().nanoTime();
        Ready since = ready.get(transition.id());
        if (since == null || since.phase() != transition.phase()) {
            since = new Ready(transition.phase(), now);
            ready.put(transition.id(), since);
        }
        return now - since.sinceNanos() >= TURN_NANOS * livingBefore(record, on.self());
    }

    private int livingBefore(ClusterRecord record, NodeId self) {
        int before = 0;
        for (RecordMember member : record.members()) {
            if (member.id().equals(self)) {
                return before;
            }
            before += bystanders.isAlive(member.id()) ? 1 : 0;
        }
        return before;
    }

    private void step(Transition transition) {
        isBusy = true;
        long id = transition.id();
        RecordChange change = transition.phase() == TransitionPhase.WRITE_BOTH
                ? record -> TransitionSteps.readNew(record, id)
                : record -> on.rules().finished(TransitionSteps.finish(record, id));
        CompletableFuture<ClusterRecord> unused =
                on.record().change(change).whenComplete((record, failure) -> isBusy = false);
    }
}
