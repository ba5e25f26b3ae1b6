package io.starlingdb.node.server;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.NodeCore;
import io.starlingdb.node.ring.RecordMember;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits, after a start, until this node sees the other members of its cluster and they have confirmed its directory: before that it would answer
 * every client that too few replicas are alive, as it has heard of none. Gossip takes some tens of milliseconds; members that are really gone are not waited for long. Loop
 * only.
 */
final class FirstSight {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** How long all members are waited for if more than half are there. */
    private static final long ALL_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(1_500);

    /** How long more than half of the members are waited for. */
    private static final long MOST_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

    private final NodeCore core;
    private final TimeSource time;
    private final Scheduler loop;
    private final BooleanSupplier ended;
    private final long beginNanos;
    private final CompletableFuture<@Nullable Void> seen = new CompletableFuture<>();

    private FirstSight(NodeCore core, TimeSource time, Scheduler loop, BooleanSupplier ended) {
        this.core = core;
        this.time = time;
        this.loop = loop;
        this.ended = ended;
        this.beginNanos = time.nanoTime();
    }

    /**
     * Completes on the loop; at once for a node that belongs to no cluster.
     *
     * @param ended whether the core has come to its end
     */
    static CompletableFuture<@Nullable Void> await(
            NodeCore core, TimeSource time, Scheduler loop, BooleanSupplier ended) {
        FirstSight sight = new FirstSight(core, time, loop, ended);
        sight.look();
        return sight.seen;
    }

    private void look() {
        List<RecordMember> members = core.record().current().members();
        long alive = members.stream()
                .filter(member -> core.membership().liveness(member.id()) == Liveness.ALIVE)
                .count();
        long waited = time.nanoTime() - beginNanos;
        boolean most = 2 * alive > members.size();
        boolean all = alive == members.size() && core.isConfirmed();
        if (all || (most && waited > ALL_NANOS_MAX) || waited > MOST_NANOS_MAX || ended.getAsBoolean()) {
            seen.complete(null);
        } else {
            loop.schedule(POLL_NANOS, this::look);
        }
    }
}
