package io.starlingdb.node.streaming;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.MemberSteps;
import io.starlingdb.node.ring.RecordMember;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Makes a node that is no member of the cluster its seeds know one: it joins by itself, or takes the place of a dead member when it is told to. While
 * that is refused, because another change is under way, it tries again. Loop only.
 */
public final class Newcoming {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RecordAgreement record;
    private final Scheduler loop;
    private final MemberSteps.Newcomer self;
    private final Consumer<String> refused;
    private boolean isBusy;

    /** @param refused hears why it is no member yet, whenever that is refused */
    public Newcoming(RecordAgreement record, Scheduler loop, MemberSteps.Newcomer self, Consumer<String> refused) {
        this.record = record;
        this.loop = loop;
        this.self = self;
        this.refused = refused;
    }

    /** Joins whatever cluster this node knows of, from now on. */
    public void start() {
        tick();
    }

    private void tick() {
        if (isOutside() && !isBusy) {
            join();
        }
        if (!wasMember()) {
            loop.schedule(RETRY_NANOS, this::tick);
        }
    }

    /** Whether there is a cluster that this node may join. */
    private boolean isOutside() {
        ClusterRecord known = record.current();
        return known.isFounded() && known.member(self.id()) == null && !wasMember() && !isTaken(known);
    }

    private boolean wasMember() {
        return record.current().roster().removed().contains(self.id());
    }

    /** A member has this node's address: it may be this node's former self, which is another's business. */
    private boolean isTaken(ClusterRecord known) {
        for (RecordMember member : known.members()) {
            if (member.endpoint().equals(self.endpoint())) {
                return true;
            }
        }
        return false;
    }

    private void join() {
        isBusy = true;
        CompletableFuture<ClusterRecord> unused = record.change(known -> MemberSteps.join(known, self))
                .whenComplete((known, failure) -> {
                    isBusy = false;
                    if (failure instanceof StarlingException why) {
                        refused.accept(why.text());
                    }
                });
    }

    /**
     * Takes the place of a dead member.
     *
     * @param former its id
     * @return completes when the transition has begun; fails with a StarlingException that says why not
     */
    public CompletableFuture<ClusterRecord> replace(NodeId former) {
        isBusy = true;
        return record.change(known -> MemberSteps.replace(known, self, former))
                .whenComplete((known, failure) -> isBusy = false);
    }
}
