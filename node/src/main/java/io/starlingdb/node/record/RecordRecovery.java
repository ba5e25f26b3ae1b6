package io.starlingdb.node.record;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.record.RecordMessage.Fetch;
import io.starlingdb.node.record.RecordMessage.Update;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.LostMajority;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.ReplyHandler;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Makes the record by which a cluster goes on whose majority of voters is gone for good. Asks every member for its record first: each survivor has to
 * answer, so that what any of them knows is kept, and of the others none may. Of two survivors that were told to do it only one does: the one with
 * the lowest actor number. So there is one such record, and it is saved here before anyone else hears of it. Loop only.
 */
final class RecordRecovery {
    private final RecordSeams seams;
    private final NewestRecord newest;
    private final RecordSpread spread;
    private final RecordAddresses addresses;
    private final Set<NodeId> survivors;
    private final Set<NodeId> answered = new HashSet<>();
    private final CompletableFuture<ClusterRecord> result = new CompletableFuture<>();
    private ClusterRecord best;
    private int left;

    RecordRecovery(
            RecordSeams seams,
            NewestRecord newest,
            RecordSpread spread,
            RecordAddresses addresses,
            Set<NodeId> survivors) {
        this.seams = seams;
        this.newest = newest;
        this.spread = spread;
        this.addresses = addresses;
        this.survivors = new TreeSet<>(survivors);
        this.best = newest.current();
    }

    /** Completes when the record is saved here; fails with a StarlingException that says why it is not made. */
    CompletableFuture<ClusterRecord> run() {
        ClusterRecord record = newest.current();
        NodeId self = seams.self().id();
        LostMajority.recovered(record, survivors); // refuses what need not be asked about
        RecordMember first = record.members().stream()
                .filter(member -> survivors.contains(member.id()))
                .min(Comparator.comparingInt(RecordMember::actor))
                .orElseThrow();
        if (!first.id().equals(self)) {
            throw new StarlingException(
                    ErrorCode.CONFLICT,
                    "Only one survivor may do it: ask " + first.endpoint() + " (" + self + " is not it)");
        }
        answered.add(self);
        left = record.members().size() - 1;
        for (RecordMember member : record.members()) {
            if (!member.id().equals(self)) {
                ask(member);
            }
        }
        if (left == 0) {
            decide();
        }
        return result;
    }

    private void ask(RecordMember member) {
        seams.messenger()
                .request(
                        addresses.of(member),
                        Lane.REQUEST,
                        new Fetch(),
                        seams.timings().answerNanos(),
                        new ReplyHandler() {
                            @Override
                            public void onReply(Message reply) {
                                if (reply instanceof Update update) {
                                    answered.add(member.id());
                                    best = update.record().epoch() > best.epoch() ? update.record() : best;
                                }
                                counted();
                            }

                            @Override
                            public void onFailure(Failure failure) {
                                counted();
                            }
                        });
    }

    private void counted() {
        if (--left == 0) {
            decide();
        }
    }

    private void decide() {
        try {
            if (!answered.equals(survivors)) {
                throw new StarlingException(
                        ErrorCode.CONFLICT,
                        "Of the members " + answered + " answer, and the survivors are said to be " + survivors
                                + ". Every survivor must be up and named, and nobody else may live");
            }
            ClusterRecord recovered = LostMajority.recovered(best, survivors);
            newest.learn(recovered, seams.messenger().self());
            newest.whenKnown(
                    recovered.epoch(),
                    saved -> {
                        spread.chosen(saved);
                        result.complete(saved);
                    },
                    () -> result.completeExceptionally(
                            new StarlingException(ErrorCode.TIMEOUT, "The record could not be saved in time")));
        } catch (StarlingException refusal) {
            result.completeExceptionally(refusal);
        }
    }
}
