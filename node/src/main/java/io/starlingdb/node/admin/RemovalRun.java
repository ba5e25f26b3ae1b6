package io.starlingdb.node.admin;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Removal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes a removal to the point where the ranges move: makes its steps until nothing waits for the dead any more. What is in the way when it is
 * asked for is told at once; what is in the way because of its own first steps is waited for. Loop only.
 */
final class RemovalRun {
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int TRIES_MAX = 600;

    private final RecordAgreement record;
    private final Scheduler loop;
    private final List<NodeId> dead;
    private final OperationProgress progress;
    private final CompletableFuture<ClusterRecord> begun = new CompletableFuture<>();
    private boolean hasChanged;
    private int tries;

    RemovalRun(RecordAgreement record, Scheduler loop, List<NodeId> dead, OperationProgress progress) {
        this.record = record;
        this.loop = loop;
        this.dead = dead;
        this.progress = progress;
    }

    /** Completes with a record in which the removal is under way or done; fails with a StarlingException that says why not. */
    CompletableFuture<ClusterRecord> run() {
        step();
        return begun;
    }

    private void step() {
        long before = record.current().epoch();
        CompletableFuture<ClusterRecord> unused = record.change(known -> Removal.step(known, dead))
                .whenComplete((known, failure) -> ended(before, known, failure));
    }

    private void ended(long before, @Nullable ClusterRecord known, @Nullable Throwable failure) {
        if (failure == null && known != null) {
            if (Removal.isUnderWay(known, dead)) {
                begun.complete(known);
                return;
            }
            hasChanged |= known.epoch() > before;
            progress.doing("taking back what waited for the dead");
        }
        boolean passes = failure == null || (hasChanged && isConflict(failure));
        if (!passes || ++tries > TRIES_MAX) {
            begun.completeExceptionally(failure == null ? tookTooLong() : failure);
            return;
        }
        loop.schedule(RETRY_NANOS, this::step);
    }

    private static StarlingException tookTooLong() {
        return new StarlingException(
                ErrorCode.CONFLICT,
                "What was under way has not ended yet, though it waits for the dead no more: 'starling status' shows it;"
                        + " remove again when it has ended");
    }

    private static boolean isConflict(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof StarlingException problem && problem.code() == ErrorCode.CONFLICT;
    }
}
