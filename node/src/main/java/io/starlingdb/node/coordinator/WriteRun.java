package io.starlingdb.node.coordinator;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.StampReserveExhausted;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.replica.Done;
import io.starlingdb.node.replica.IssueHandler;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.ReplicaPlan;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.version.CausalContext;
import io.starlingdb.node.version.VersionVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write that this node's replica issues: the shell around a {@link WriteCore}. As soon as the dot is there the delta goes to every other
 * live replica, while the own commit is under way; each is asked until it has acknowledged or the time is over, also when the client has its
 * answer already. Who has not acknowledged by then is owed a hint.
 *
 * <p>If a replica, this node's own included, knows that ownership has changed since the replicas were chosen, the delta goes to those who hold
 * the row now, and all must answer anew: what was acknowledged by the old record may be on a node that has given the range away.
 */
final class WriteRun implements IssueHandler {
    private final Surroundings around;
    private final TableSchema table;
    private final Mutation mutation;
    private final WriteTerms terms;
    private final long deadlineNanos;
    private final WriteHandler handler;
    private Round round;
    private TimerWheel.@Nullable Timer timer;
    private @Nullable Delta delta;
    private boolean isEnded;
    private boolean isHeld;

    /**
     * @param placement with this node among its contacts, unless it {@linkplain #startAsFallback starts as a fallback}
     */
    WriteRun(
            Surroundings around,
            TableSchema table,
            Mutation mutation,
            WriteTerms terms,
            WritePlacement placement,
            long deadlineNanos,
            WriteHandler handler) {
        this.around = around;
        this.table = table;
        this.mutation = mutation;
        this.terms = terms;
        this.deadlineNanos = deadlineNanos;
        this.handler = handler;
        this.round = new Round(placement);
    }

    void start() {
        timer = around.timers().at(deadlineNanos, this::expire);
        around.on().replica().issue(mutation, deadlineNanos, this);
    }

    /** No replica of the row is there: this node gives the write its dot, upon nothing, and only hints will hold it. */
    void startAsFallback() {
        timer = around.timers().at(deadlineNanos, this::expire);
        try {
            issued(around.on().replica().issueForOthers(mutation));
        } catch (StarlingException | StampReserveExhausted e) {
            failed(e);
        }
    }

    /** Writes a delta that was issued before. */
    void startIssued(Delta issued) {
        timer = around.timers().at(deadlineNanos, this::expire);
        delta = issued;
        hold(issued);
        round.send(issued, true);
    }

    @Override
    public void issued(Delta issued) {
        around.link().step("This node's replica has issued the write");
        delta = issued;
        hold(issued);
        round.send(issued, false);
    }

    @Override
    public void committed() {
        around.link().step("This node's replica has committed the write");
        if (around.on().replica().isOutdated(round.placement.epoch())) {
            placeAgain(round);
        } else {
            round.committedHere();
        }
    }

    @Override
    public void failed(Throwable failure) {
        if (delta != null) {
            round.failedHere();
            return;
        }
        round.owed.timeIsOver();
        if (!isEnded) {
            end();
            handler.failed(ReplicaLink.asRefusal(failure), true);
        }
    }

    /** From here on this write answers for its stamp, until every replica has it, or is owed a hint that answers for it. */
    private void hold(Delta issued) {
        around.held().add(issued.dot().stamp());
        isHeld = true;
    }

    private void release() {
        Delta held = delta;
        if (isHeld && held != null) {
            isHeld = false;
            around.held().remove(held.dot().stamp());
        }
    }

    /** Goes on with those who hold the row by the newest record, unless that was done since {@code outdated} began. */
    private void placeAgain(Round outdated) {
        Delta issued = delta;
        if (isEnded || outdated != round || issued == null) {
            return;
        }
        try {
            WritePlacement placement = WritePlacement.of(around, table, mutation.token(), terms);
            if (placement.epoch() <= outdated.placement.epoch()) {
                return; // the replica that said so is asked no more; the timer ends the write
            }
            outdated.owed.cancel();
            round = new Round(placement);
            round.send(issued, true);
        } catch (StarlingException unplaced) {
            end();
            handler.failed(outdated.core.failure(), false);
        }
    }

    private void expire() {
        round.owed.timeIsOver();
        release();
        if (!isEnded) {
            end();
            handler.failed(round.core.failure(), false);
        }
    }

    private void end() {
        isEnded = true;
        stopWaitingIfSettled();
    }

    private void stopWaitingIfSettled() {
        if (timer != null && round.owed.isSettled()) {
            timer.cancel();
            release();
        }
    }

    private VersionVector seen() {
        CausalContext context = mutation.context();
        VersionVector before = context == null ? VersionVector.EMPTY : context.vector();
        return delta == null ? before : before.with(delta.dot());
    }

    /** The replicas as one record has them, and what they answer. */
    private final class Round {
        private final WritePlacement placement;
        private final List<RecordMember> replicas;
        private final OwedHints owed;
        private final int self;
        private final WriteCore core;

        Round(WritePlacement placement) {
            this.placement = placement;
            ReplicaPlan plan = placement.plan();
            this.replicas = plan.contacts();
            this.owed = new OwedHints(around.on().hints(), placement.owed());
            int own = -1;
            for (int i = 0; i < replicas.size(); i++) {
                own = around.link().isSelf(replicas.get(i)) ? i : own;
            }
            int[] needed = new int[plan.groups()];
            for (int group = 0; group < needed.length; group++) {
                needed[group] = around.rules().answersNeeded(group, plan.required(group));
            }
            this.self = own;
            this.core = new WriteCore(new QuorumTracker(around.rules().countedFor(placement.groupsOf()), needed));
        }

        /** @param hereToo whether this node's own replica is to join the delta too; else it is issuing it */
        void send(Delta issued, boolean hereToo) {
            owed.issued(issued, placement.unattended());
            if (around.time().nanoTime() - deadlineNanos >= 0) {
                owed.timeIsOver();
                return;
            }
            for (int i = 0; i < replicas.size(); i++) {
                RecordMember replica = replicas.get(i);
                boolean isRead = placement.plan().replicas().contains(replica.id());
                if ((i != self || hereToo) && around.rules().writesTo(isRead)) {
                    around.link().join(replica, placement.epoch(), issued, deadlineNanos, new Joined(this, i));
                }
            }
            for (int i = 0; i < placement.standIns().size(); i++) {
                around.link()
                        .keepHint(
                                placement.standIns().get(i),
                                issued,
                                deadlineNanos,
                                new Joined(this, replicas.size() + i));
            }
        }

        void committedHere() {
            acknowledged(self);
        }

        void failedHere() {
            refused(self);
        }

        void acknowledged(int replica) {
            if (replica >= 0) {
                core.acknowledged(replica);
                owed.acknowledged(replica);
            }
            proceed();
        }

        void refused(int replica) {
            if (replica >= 0) {
                core.refused(replica);
                owed.refused(replica);
            }
            proceed();
        }

        /** The replica has given the row away, and what goes on with the write is elsewhere. */
        void isNoReplica(int replica) {
            owed.acknowledged(replica);
            if (isEnded) {
                stopWaitingIfSettled();
            }
        }

        private void proceed() {
            if (round != this) {
                return;
            }
            if (isEnded) {
                stopWaitingIfSettled();
                return;
            }
            if (core.isDone()) {
                end();
                handler.done(seen());
            } else if (core.isFailed()) {
                end();
                handler.failed(core.failure(), false);
            }
        }
    }

    /** What becomes of the delta at another replica. */
    private final class Joined implements LinkHandler<Done> {
        private final Round asked;
        private final int replica;

        Joined(Round asked, int replica) {
            this.asked = asked;
            this.replica = replica;
        }

        @Override
        public void done(Done answer) {
            around.on().clock().observe(answer.last());
            asked.acknowledged(replica);
        }

        @Override
        public void refused(StarlingException why) {
            asked.refused(replica);
        }

        @Override
        public void misplaced() {
            asked.isNoReplica(replica);
            placeAgain(asked);
        }

        @Override
        public void late() {
            // It is asked again, and others may be enough; the timer ends it.
        }
    }
}
