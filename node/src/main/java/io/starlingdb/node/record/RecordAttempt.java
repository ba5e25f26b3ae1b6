package io.starlingdb.node.record;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.paxos.Proposer;
import io.starlingdb.node.paxos.Proposer.Phase;
import io.starlingdb.node.record.RecordMessage.Accept;
import io.starlingdb.node.record.RecordMessage.Acceptance;
import io.starlingdb.node.record.RecordMessage.Prepare;
import io.starlingdb.node.record.RecordMessage.Promise;
import io.starlingdb.node.record.RecordMessage.Refusal;
import io.starlingdb.node.record.RecordMessage.Update;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.Messenger;
import io.starlingdb.wire.ReplyHandler;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One attempt to have a record chosen for an epoch: binds the pure {@link Proposer} to messages. It ends by itself, as each
 * request is answered or given up.
 */
final class RecordAttempt {
    private final long epoch;
    private final Messenger messenger;
    private final long answerNanos;
    private final Ballots ballots;
    private final Map<NodeId, Endpoint> endpoints;
    private final Consumer<Outcome> then;
    private final Set<NodeId> asked = new HashSet<>();
    private Proposer<ClusterRecord> proposer;
    private boolean over;

    /** How an attempt ended. */
    sealed interface Outcome {}

    /** This record was chosen: the attempt's own, or one that another had begun. */
    record Chosen(ClusterRecord record) implements Outcome {}

    /** A read found that the epoch had not been decided when it began. */
    record Undecided() implements Outcome {}

    /** {@code where} said that the epoch is decided, and knows this record. */
    record Superseded(ClusterRecord record, Endpoint where) implements Outcome {}

    /** Too few voters were left. The proposer says how far it came: a record being accepted may still be chosen. */
    record Failed(Proposer<ClusterRecord> proposer) implements Outcome {}

    /** @param endpoints where the voters are reached; those that an adopted record adds are reached where it says */
    RecordAttempt(
            long epoch,
            Proposer<ClusterRecord> proposer,
            Messenger messenger,
            long answerNanos,
            Ballots ballots,
            Map<NodeId, Endpoint> endpoints,
            Consumer<Outcome> then) {
        this.epoch = epoch;
        this.proposer = proposer;
        this.messenger = messenger;
        this.answerNanos = answerNanos;
        this.ballots = ballots;
        this.endpoints = new HashMap<>(endpoints);
        this.then = then;
    }

    void start() {
        proceed(proposer);
    }

    /** Ends the attempt without a word if nothing was proposed yet, and says whether it did; a later one goes on. */
    boolean abandon() {
        if (over || proposer.phase() != Phase.PREPARING) {
            return false;
        }
        over = true;
        return true;
    }

    private void proceed(Proposer<ClusterRecord> after) {
        if (over) {
            return;
        }
        if (after.phase() != proposer.phase()) {
            asked.clear();
        }
        proposer = after;
        switch (after.phase()) {
            case PREPARING, ACCEPTING -> {
                for (NodeId voter : after.voters()) {
                    if (asked.add(voter)) {
                        ask(voter, after.phase());
                    }
                }
            }
            case CHOSEN -> end(new Chosen(after.value()));
            case NOTHING_CHOSEN -> end(new Undecided());
            case FAILED -> end(new Failed(after));
        }
    }

    private void ask(NodeId voter, Phase phase) {
        Message question = phase == Phase.PREPARING
                ? new Prepare(epoch, proposer.ballot(), voter)
                : new Accept(epoch, proposer.ballot(), voter, proposer.value());
        Endpoint where = endpoints.computeIfAbsent(voter, this::inCandidate);
        messenger.request(where, Lane.REQUEST, question, answerNanos, new ReplyHandler() {
            @Override
            public void onReply(Message reply) {
                answered(voter, phase, reply, where);
            }

            @Override
            public void onFailure(Failure failure) {
                proceed(proposer.lost(voter, phase));
            }
        });
    }

    private Endpoint inCandidate(NodeId voter) {
        RecordMember member =
                proposer.candidate() == null ? null : proposer.value().member(voter);
        return Objects.requireNonNull(member, "a voter that nobody knows").endpoint();
    }

    private void answered(NodeId voter, Phase phase, Message reply, Endpoint where) {
        if (reply instanceof Update update && update.record().epoch() >= epoch) {
            end(new Superseded(update.record(), where));
        } else if (reply instanceof Promise promise && promise.from().equals(voter) && phase == Phase.PREPARING) {
            proceed(proposer.promised(voter, promise.before()));
        } else if (reply instanceof Acceptance accepted && accepted.from().equals(voter) && phase == Phase.ACCEPTING) {
            proceed(proposer.accepted(voter));
        } else {
            if (reply instanceof Refusal refusal) {
                ballots.met(refusal.promised());
            }
            proceed(proposer.lost(voter, phase));
        }
    }

    private void end(Outcome outcome) {
        if (!over) {
            over = true;
            then.accept(outcome);
        }
    }
}
