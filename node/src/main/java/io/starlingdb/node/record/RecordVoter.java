package io.starlingdb.node.record;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.paxos.Acceptor;
import io.starlingdb.node.paxos.Ballot;
import io.starlingdb.node.record.RecordMessage.Accept;
import io.starlingdb.node.record.RecordMessage.Acceptance;
import io.starlingdb.node.record.RecordMessage.Prepare;
import io.starlingdb.node.record.RecordMessage.Promise;
import io.starlingdb.node.record.RecordMessage.Reason;
import io.starlingdb.node.record.RecordMessage.Refusal;
import io.starlingdb.node.record.RecordMessage.Update;
import io.starlingdb.node.record.RecordMessage.VoteRequest;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.wire.Inbound;
import io.starlingdb.wire.Message;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * This node as a voter on the next epoch: binds the pure {@link Acceptor} to messages and the disk.
 *
 * <p>It votes on exactly the epoch after the one that it has saved. For an older one the answer is the record that it has;
 * for a newer one it first fetches what it lacks from the proposer. So one acceptor's state is all there is to keep, and what
 * was promised for a decided epoch may be forgotten.
 *
 * <p>The memory is ahead of the disk while a vote is being saved. That is safe: each answer waits for the state that it
 * speaks of, saves keep their order, and a state that was never answered may be lost.
 */
final class RecordVoter {
    private final RecordSeams seams;
    private final RecordSelf self;
    private final RecordStore store;
    private final NewestRecord newest;
    private final RecordFetcher fetcher;
    private StoredVote vote;
    private boolean isHeld;

    RecordVoter(RecordSeams seams, RecordStore store, NewestRecord newest, RecordFetcher fetcher) {
        this.seams = seams;
        this.self = seams.self();
        this.store = store;
        this.newest = newest;
        this.fetcher = fetcher;
        long next = newest.current().epoch() + 1;
        this.vote = new StoredVote(next, store.acceptor(next));
    }

    /** Whether the record means this node as it is: listed, and with the memory that it has. */
    boolean isMyself() {
        return Franchise.isKnownAsIs(newest.current(), self.id(), store.memory());
    }

    /** Votes no more until {@link #release}: it is not known yet whether what this node remembers is the newest that it ever did. */
    void hold() {
        isHeld = true;
    }

    /** Votes again. */
    void release() {
        isHeld = false;
    }

    boolean isHeld() {
        return isHeld;
    }

    void prepare(Inbound<Prepare> in) {
        Prepare request = in.message();
        consider(request, in.from(), in::reply, () -> {
            Acceptor<ClusterRecord> promised = acceptor().promise(request.ballot());
            save(promised, () -> in.reply(new Promise(self.id(), promised.accepted())));
        });
    }

    void accept(Inbound<Accept> in) {
        Accept request = in.message();
        consider(request, in.from(), in::reply, () -> {
            if (!fits(request.record())) {
                in.reply(refusal(Reason.UNFIT, request.ballot()));
                return;
            }
            Acceptor<ClusterRecord> accepted = acceptor().accept(request.ballot(), request.record());
            save(accepted, () -> in.reply(new Acceptance(self.id())));
        });
    }

    /** Votes, answers why not, or catches up with the proposer and then thinks again. */
    @SuppressWarnings("FutureReturnValueIgnored") // the stage ends what it was given; nobody waits for it
    private void consider(VoteRequest request, Endpoint proposer, Consumer<Message> reply, Runnable voteOnIt) {
        NodeId meant = request.to();
        if (!meant.equals(self.id())) {
            reply.accept(refusal(Reason.OTHER_NODE, request.ballot()));
            return;
        }
        long decided = newest.current().epoch();
        if (request.epoch() <= decided) {
            reply.accept(new Update(newest.current()));
            return;
        }
        if (isHeld) {
            return; // nothing may be promised, and nothing was lost: the proposer asks again
        }
        if (request.epoch() > decided + 1) {
            fetcher.fetch(request.epoch() - 1, proposer);
            newest.whenKnown(request.epoch() - 1, caughtUp -> consider(request, proposer, reply, voteOnIt), () -> {});
            return;
        }
        Reason why = whyNot(request.ballot());
        if (why != null) {
            reply.accept(refusal(why, request.ballot()));
        } else {
            voteOnIt.run();
        }
    }

    private @Nullable Reason whyNot(Ballot ballot) {
        ClusterRecord record = newest.current();
        if (record.isFounded()) {
            Reason why = Franchise.whyNot(record, self.id(), store.memory());
            if (why != null) {
                return why;
            }
        }
        return acceptor().admits(ballot) ? null : Reason.PROMISED_HIGHER;
    }

    /** Whether this node can be part of the record; only a founding may be unfit. */
    private boolean fits(ClusterRecord proposed) {
        if (newest.current().isFounded()) {
            return true;
        }
        return Franchise.isKnownAsIs(proposed, self.id(), store.memory())
                && proposed.name().equals(self.clusterName());
    }

    private Refusal refusal(Reason reason, Ballot asked) {
        return new Refusal(
                self.id(), reason, reason == Reason.PROMISED_HIGHER ? acceptor().promised() : asked);
    }

    private Acceptor<ClusterRecord> acceptor() {
        long next = newest.current().epoch() + 1;
        if (vote.epoch() != next) {
            vote = new StoredVote(next, Acceptor.fresh());
        }
        return vote.acceptor();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the stage ends what it was given; nobody waits for it
    private void save(Acceptor<ClusterRecord> after, Runnable answer) {
        vote = new StoredVote(vote.epoch(), after);
        store.save(vote, failure -> {
            if (failure == null) {
                answer.run();
            } else {
                seams.listener().saveFailed(failure);
            }
        });
    }
}
