package io.starlingdb.node.coordinator;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.replica.Done;
import io.starlingdb.node.replica.IssueHandler;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.ReplicaPlan;
import io.starlingdb.node.version.CausalContext;
import io.starlingdb.node.version.VersionVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write that this node's replica issues: the shell around a {@link WriteCore}. As soon as the dot is there the delta goes to every other
 * live replica, while the own commit is under way; each is asked until it has acknowledged or the time is over.
 */
final class WriteRun implements IssueHandler {
    private final Surroundings around;
    private final Mutation mutation;
    private final List<RecordMember> replicas;
    private final int self;
    private final WriteCore core;
    private final long deadlineNanos;
    private final WriteHandler handler;
    private TimerWheel.@Nullable Timer timer;
    private @Nullable Delta delta;
    private boolean isEnded;

    /** @param plan of a write, with this node among its contacts */
    WriteRun(Surroundings around, Mutation mutation, ReplicaPlan plan, long deadlineNanos, WriteHandler handler) {
        this.around = around;
        this.mutation = mutation;
        this.replicas = plan.contacts();
        this.deadlineNanos = deadlineNanos;
        this.handler = handler;
        long[] groupsOf = new long[replicas.size()];
        int own = -1;
        for (int i = 0; i < groupsOf.length; i++) {
            groupsOf[i] = plan.groupsOf(replicas.get(i));
            own = around.link().isSelf(replicas.get(i)) ? i : own;
        }
        int[] needed = new int[plan.groups()];
        for (int group = 0; group < needed.length; group++) {
            needed[group] = around.rules().answersNeeded(plan.required(group));
        }
        this.self = own;
        this.core = new WriteCore(new QuorumTracker(groupsOf, needed));
    }

    void start() {
        timer = around.timers().at(deadlineNanos, this::expire);
        around.on().replica().issue(mutation, deadlineNanos, this);
    }

    @Override
    public void issued(Delta issued) {
        delta = issued;
        for (int i = 0; i < replicas.size(); i++) {
            if (i != self) {
                around.link().join(replicas.get(i), issued, deadlineNanos, new Joined(i));
            }
        }
    }

    @Override
    public void committed() {
        core.acknowledged(self);
        proceed();
    }

    @Override
    public void failed(Throwable failure) {
        if (isEnded) {
            return;
        }
        if (delta == null) {
            end();
            handler.failed(ReplicaLink.asRefusal(failure), true);
        } else {
            core.refused(self);
            proceed();
        }
    }

    private void proceed() {
        if (isEnded) {
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

    private void expire() {
        if (!isEnded) {
            end();
            handler.failed(core.failure(), false);
        }
    }

    private void end() {
        isEnded = true;
        if (timer != null) {
            timer.cancel();
        }
    }

    private VersionVector seen() {
        CausalContext context = mutation.context();
        VersionVector before = context == null ? VersionVector.EMPTY : context.vector();
        return delta == null ? before : before.with(delta.dot());
    }

    /** What becomes of the delta at another replica. */
    private final class Joined implements LinkHandler<Done> {
        private final int replica;

        Joined(int replica) {
            this.replica = replica;
        }

        @Override
        public void done(Done answer) {
            around.on().clock().observe(answer.last());
            core.acknowledged(replica);
            proceed();
        }

        @Override
        public void refused(StarlingException why) {
            core.refused(replica);
            proceed();
        }

        @Override
        public void late() {
            // It is asked again, and others may be enough; the timer ends it.
        }
    }
}
