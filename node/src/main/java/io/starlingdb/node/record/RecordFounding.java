package io.starlingdb.node.record;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.paxos.Proposer;
import io.starlingdb.node.record.RecordAttempt.Chosen;
import io.starlingdb.node.record.RecordAttempt.Failed;
import io.starlingdb.node.record.RecordAttempt.Outcome;
import io.starlingdb.node.record.RecordAttempt.Superseded;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * One founding of a cluster, epoch 0 to 1: a record of all founders, which every one of them must accept
 * ({@link FoundingElectorate}). Of two that race with a common node one is chosen; the other completes it if it must, and is
 * refused.
 */
final class RecordFounding {
    private final RecordSeams seams;
    private final NewestRecord newest;
    private final RecordSpread spread;
    private final Ballots ballots;
    private final ClusterRecord founding;
    private final Map<NodeId, Endpoint> endpoints = new TreeMap<>();
    private final Backoff backoff;
    private final CompletableFuture<ClusterRecord> result = new CompletableFuture<>();
    private List<Endpoint> silent = List.of();
    /** Whether the record may be chosen without this node's doing. */
    private boolean open;

    private boolean attempting;

    RecordFounding(
            RecordSeams seams, NewestRecord newest, RecordSpread spread, Ballots ballots, ClusterRecord founding) {
        this.seams = seams;
        this.newest = newest;
        this.spread = spread;
        this.ballots = ballots;
        this.founding = founding;
        this.backoff = new Backoff(seams.timings(), seams.random());
        for (RecordMember member : founding.members()) {
            endpoints.put(member.id(), member.endpoint());
        }
    }

    CompletableFuture<ClusterRecord> run() {
        seams.scheduler()
                .schedule(
                        seams.timings().changeNanos(),
                        () -> result.completeExceptionally(
                                FoundingRefusals.late(open || attempting, silent, endpoints.size())));
        attempt();
        return result;
    }

    private void attempt() {
        if (result.isDone()) {
            return;
        }
        attempting = true;
        Proposer<ClusterRecord> proposer = Proposer.propose(ballots.next(), founding, new FoundingElectorate());
        new RecordAttempt(
                        founding.epoch(),
                        proposer,
                        seams.messenger(),
                        seams.timings().answerNanos(),
                        ballots,
                        endpoints,
                        this::attempted)
                .start();
    }

    private void attempted(Outcome outcome) {
        attempting = false;
        if (outcome instanceof Chosen chosen) {
            spread.chosen(chosen.record());
            end(FoundingRefusals.overtaken(chosen.record()));
        } else if (outcome instanceof Superseded superseded) {
            newest.learn(superseded.record(), superseded.where());
            end(FoundingRefusals.exists(superseded.where(), superseded.record()));
        } else if (outcome instanceof Failed failed) {
            failed(failed.proposer());
        }
    }

    /** The epoch is decided: completes if this founding was chosen, and fails otherwise. */
    @SuppressWarnings("FutureReturnValueIgnored") // the stage ends what it was given; nobody waits for it
    private void end(StarlingException refusal) {
        newest.whenKnown(
                founding.epoch(),
                record -> {
                    if (record.clusterId().equals(founding.clusterId())) {
                        result.complete(record);
                    } else {
                        result.completeExceptionally(refusal);
                    }
                },
                () -> result.completeExceptionally(refusal));
    }

    private void failed(Proposer<ClusterRecord> attempt) {
        open |= attempt.hasProposed() && founding.equals(attempt.candidate());
        silent = attempt.votes().lost().stream()
                .map(endpoints::get)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        seams.scheduler().schedule(backoff.nextNanos(), this::attempt);
    }
}
