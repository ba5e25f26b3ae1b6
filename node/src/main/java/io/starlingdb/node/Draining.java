package io.starlingdb.node;

import io.starlingdb.gossip.Membership;
import io.starlingdb.node.coordinator.Coordinator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a node leaves for a while: says that it drains, so that others turn to other replicas; lets the requests under way end, for as long as
 * that may take; says goodbye, and syncs.
 */
final class Draining {
    /** How long others get to hear of it before the goodbye. */
    private static final long NOTICE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** How long requests under way are waited for. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final NodeSeams seams;
    private final Membership membership;
    private final IntSupplier requestsUnderWay;
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

    /** @param requestsUnderWay how many requests of clients have not ended yet */
    Draining(NodeSeams seams, Membership membership, IntSupplier requestsUnderWay) {
        this.seams = seams;
        this.membership = membership;
        this.requestsUnderWay = requestsUnderWay;
    }

    CompletableFuture<@Nullable Void> start() {
        membership.updateSelf(Coordinator.DRAINING_FACT, "true");
        long begin = seams.time().nanoTime();
        seams.loop().schedule(NOTICE_NANOS, () -> await(begin));
        return done;
    }

    private void await(long begin) {
        if (requestsUnderWay.getAsInt() > 0 && seams.time().nanoTime() - begin < PATIENCE_NANOS) {
            seams.loop().schedule(POLL_NANOS, () -> await(begin));
            return;
        }
        membership.leave();
        CompletableFuture<@Nullable Void> unused = seams.shards().sync().whenComplete((nothing, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else {
                done.complete(null);
            }
        });
    }
}
