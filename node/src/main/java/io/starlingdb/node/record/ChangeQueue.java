package io.starlingdb.node.record;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.paxos.Electorate;
import io.starlingdb.node.paxos.Proposer;
import io.starlingdb.node.record.RecordAttempt.Chosen;
import io.starlingdb.node.record.RecordAttempt.Failed;
import io.starlingdb.node.record.RecordAttempt.Outcome;
import io.starlingdb.node.record.RecordAttempt.Superseded;
import io.starlingdb.node.record.RecordAttempt.Undecided;
import io.starlingdb.node.ring.ClusterRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The changes asked for at this node, made one after another: compare-and-set on the cluster record.
 *
 * <p>A change is applied to the newest record that this node knows, and the result proposed as the next epoch. If another
 * change was chosen for that epoch, it is applied anew to the record that was. Each change carries an id which the record
 * keeps for a while, so one that was chosen while its proposer thought it had failed is found done, and not made twice.
 *
 * <p>A refusal, or that there is nothing to do, is only answered when a read of the next epoch shows that the record by which
 * it was judged was still the newest when the change was asked for: a node that is behind must not answer "no such keyspace"
 * to a client that has just created it elsewhere.
 */
final class ChangeQueue {
    private static final int WAITING_MAX = 1_000;

    private final RecordSeams seams;
    private final NewestRecord newest;
    private final long memory;
    private final RecordSpread spread;
    private final RecordAddresses addresses;
    private final Ballots ballots;
    private final ChangeIds ids;
    private final Deque<PendingChange> queue = new ArrayDeque<>();
    private @Nullable PendingChange running;
    private @Nullable RecordAttempt attempt;

    ChangeQueue(
            RecordSeams seams,
            NewestRecord newest,
            long memory,
            RecordSpread spread,
            RecordAddresses addresses,
            Ballots ballots,
            ChangeIds ids) {
        this.seams = seams;
        this.newest = newest;
        this.memory = memory;
        this.spread = spread;
        this.addresses = addresses;
        this.ballots = ballots;
        this.ids = ids;
    }

    CompletableFuture<ClusterRecord> add(RecordChange change) {
        if (queue.size() >= WAITING_MAX) {
            return CompletableFuture.failedFuture(
                    StarlingException.overloaded("Too many changes of the cluster record are waiting"));
        }
        long nanos = seams.timings().changeNanos();
        PendingChange added = new PendingChange(ids.next(), change, new Backoff(seams.timings(), seams.random()));
        queue.add(added);
        seams.scheduler().schedule(nanos, () -> giveUp(added));
        startNext();
        return added.result();
    }

    private void startNext() {
        if (running == null && !queue.isEmpty()) {
            running = queue.remove();
            advance(running);
        }
    }

    /** Takes the change one step on, unless it has been answered meanwhile. */
    private void advance(PendingChange change) {
        if (running != change) {
            return;
        }
        ClusterRecord record = newest.current();
        if (!record.isFounded()) {
            fail(change, new StarlingException(ErrorCode.BOOTSTRAPPING, "The cluster is not founded yet"));
            return;
        }
        if (record.contains(change.id())) {
            finish(change, record);
            return;
        }
        StarlingException lost = change.settle(record);
        if (lost != null) {
            fail(change, lost);
        } else {
            attempt(change, record);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    private void attempt(PendingChange change, ClusterRecord record) {
        ClusterRecord next;
        try {
            next = change.applyTo(record);
        } catch (StarlingException refusal) {
            run(record, null, outcome -> {
                if (outcome instanceof Undecided) {
                    fail(change, refusal);
                } else {
                    goOn(change, record, outcome);
                }
            });
            return;
        }
        if (next.epoch() == record.epoch()) {
            run(record, null, outcome -> {
                if (outcome instanceof Undecided) {
                    finish(change, record);
                } else {
                    goOn(change, record, outcome);
                }
            });
            return;
        }
        change.proposing();
        run(record, next, outcome -> goOn(change, record, outcome));
    }

    /** Runs an attempt for the epoch after {@code record}: of {@code next}, or a read if there is none. */
    private void run(ClusterRecord record, @Nullable ClusterRecord next, Consumer<Outcome> then) {
        Map<NodeId, Endpoint> endpoints = new HashMap<>();
        record.voters().forEach(member -> endpoints.put(member.id(), addresses.of(member)));
        Proposer<ClusterRecord> proposer = next == null
                ? Proposer.read(ballots.next(), electorate(record))
                : Proposer.propose(ballots.next(), next, electorate(record));
        attempt = new RecordAttempt(
                record.epoch() + 1,
                proposer,
                seams.messenger(),
                seams.timings().answerNanos(),
                ballots,
                endpoints,
                then);
        attempt.start();
    }

    private Electorate<ClusterRecord> electorate(ClusterRecord record) {
        return Franchise.electorate(record, seams.self().id(), memory);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the stage ends what it was given; nobody waits for it
    private void goOn(PendingChange change, ClusterRecord record, Outcome outcome) {
        long decided = record.epoch() + 1;
        if (outcome instanceof Chosen chosen) {
            spread.chosen(chosen.record());
            whenDecided(decided, change);
        } else if (outcome instanceof Superseded superseded) {
            newest.learn(superseded.record(), superseded.where());
            whenDecided(decided, change);
        } else if (outcome instanceof Failed failed) {
            change.failed(failed.proposer(), decided);
            seams.scheduler().schedule(change.nextBackoffNanos(), () -> advance(change));
        }
    }

    /** Goes on when the epoch's record is saved here; if it never is, the change is given up in time. */
    private void whenDecided(long epoch, PendingChange change) {
        newest.whenKnown(epoch, record -> advance(change), () -> {});
    }

    private void giveUp(PendingChange change) {
        if (change.result().isDone()) {
            return;
        }
        queue.remove(change);
        if (running == change && attempt != null && attempt.abandon()) {
            change.abandoned(newest.current().voters().size());
        }
        fail(change, change.givenUp());
    }

    private void finish(PendingChange change, ClusterRecord record) {
        end(change);
        change.result().complete(record);
        startNext();
    }

    private void fail(PendingChange change, StarlingException failure) {
        end(change);
        change.result().completeExceptionally(failure);
        startNext();
    }

    private void end(PendingChange change) {
        if (running == change) {
            running = null;
        }
    }
}
