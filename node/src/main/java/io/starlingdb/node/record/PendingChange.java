package io.starlingdb.node.record;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.paxos.Proposer;
import io.starlingdb.node.ring.ChangeId;
import io.starlingdb.node.ring.ClusterRecord;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A change that somebody waits for, and what is known of its outcome.
 *
 * <p>Once voters may have been asked to accept a record with the change, an attempt that fails leaves its outcome open: the
 * voters that accepted may pass it on to another's attempt. It is settled when that epoch's record is known.
 */
final class PendingChange {
    private final ChangeId id;
    private final RecordChange change;
    private final Backoff backoff;
    private final CompletableFuture<ClusterRecord> result = new CompletableFuture<>();
    private long openEpoch;
    private boolean proposing;
    private int required;
    private int answered;

    PendingChange(ChangeId id, RecordChange change, Backoff backoff) {
        this.id = id;
        this.change = change;
        this.backoff = backoff;
    }

    ChangeId id() {
        return id;
    }

    CompletableFuture<ClusterRecord> result() {
        return result;
    }

    long nextBackoffNanos() {
        return backoff.nextNanos();
    }

    /**
     * The record with the change as the next epoch, or the record as it is where there is nothing to do.
     *
     * @throws StarlingException the change's refusal
     */
    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    ClusterRecord applyTo(ClusterRecord current) {
        try {
            ClusterRecord changed = change.applyTo(current);
            return changed.equals(current) ? current : changed.nextEpoch(id);
        } catch (IllegalArgumentException | IllegalStateException broken) {
            throw new StarlingException(ErrorCode.SERVER_ERROR, "The change cannot be applied: " + broken);
        }
    }

    /** An attempt with the change begins: until it ends it may be chosen at any moment. */
    void proposing() {
        proposing = true;
    }

    /** The attempt was ended before it proposed anything. */
    void abandoned(int voters) {
        proposing = false;
        required = voters / 2 + 1;
    }

    /** Settles what the record settles; the failure where it cannot be known any more, null otherwise. */
    @Nullable
    StarlingException settle(ClusterRecord current) {
        if (openEpoch == 0 || current.epoch() < openEpoch) {
            return null;
        }
        if (current.epoch() - openEpoch >= ClusterRecord.CHANGES_KEPT) {
            return unknown();
        }
        openEpoch = 0;
        return null;
    }

    /** An attempt for {@code epoch} failed. */
    void failed(Proposer<ClusterRecord> attempt, long epoch) {
        proposing = false;
        ClusterRecord candidate = attempt.candidate();
        boolean proposed = attempt.hasProposed();
        if (proposed && candidate != null && candidate.contains(id)) {
            openEpoch = epoch;
        }
        answered = proposed
                ? attempt.votes().accepted().size()
                : attempt.votes().promised().size();
        required = attempt.voters().size() / 2 + 1;
    }

    /** What to answer when the time is over. */
    StarlingException givenUp() {
        if (openEpoch != 0 || proposing) {
            return unknown();
        }
        return new StarlingException(
                ErrorCode.UNAVAILABLE,
                "The cluster record cannot be changed: " + answered + " of its voters answered, " + required
                        + " are required",
                Map.of("required", required, "alive", answered));
    }

    private StarlingException unknown() {
        return new StarlingException(
                ErrorCode.TIMEOUT,
                "The change of the cluster record may take effect yet: " + answered + " of its voters accepted it, "
                        + required + " are required",
                Map.of("required", required, "received", answered));
    }
}
