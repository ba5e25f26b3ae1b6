package io.starlingdb.node.coordinator;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.ReplicaPlan;
import io.starlingdb.node.ring.ReplicaView;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.version.VersionVector;
import io.starlingdb.wire.TraceLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which replica issues a write: this node's own if it is one and may, else the best of the others. When it refuses before anything has
 * happened, the write is forwarded.
 */
final class WriteRouter {
    private final Surroundings around;

    WriteRouter(Surroundings around) {
        this.around = around;
    }

    /** The same for a request that is traced; itself for one that is not. */
    WriteRouter traced(@Nullable TraceLog trace) {
        return trace == null ? this : new WriteRouter(around.traced(trace));
    }

    /** Writes a client's mutation. */
    void write(Mutation mutation, TableSchema table, WriteTerms terms, long deadlineNanos, WriteHandler handler) {
        WritePlacement placement = WritePlacement.of(around, table, mutation.token(), terms);
        ReplicaPlan plan = placement.plan();
        if (!mayIssue(plan)) {
            if (plan.contacts().isEmpty() && mayIssueAsFallback(placement, mutation, table)) {
                new WriteRun(around, table, mutation, terms, placement, deadlineNanos, handler).startAsFallback();
            } else {
                StarlingException nobody = StarlingException.unavailable(plan.required(), 0);
                forward(mutation, table, plan, terms, deadlineNanos, nobody, handler);
            }
            return;
        }
        WriteHandler orForward = new WriteHandler() {
            @Override
            public void done(VersionVector seen) {
                handler.done(seen);
            }

            @Override
            public void failed(StarlingException why, boolean isDefinite) {
                if (isDefinite && isOnlyOurs(why.code())) {
                    forward(mutation, table, plan, terms, deadlineNanos, why, handler);
                } else {
                    handler.failed(why, isDefinite);
                }
            }
        };
        new WriteRun(around, table, mutation, terms, placement, deadlineNanos, orForward).start();
    }

    /** Issues a mutation that another node has forwarded. */
    void issueHere(Mutation mutation, TableSchema table, WriteTerms terms, long deadlineNanos, WriteHandler handler) {
        WritePlacement placement = WritePlacement.of(around, table, mutation.token(), terms);
        if (mayIssue(placement.plan())) {
            new WriteRun(around, table, mutation, terms, placement, deadlineNanos, handler).start();
        } else {
            handler.failed(
                    new StarlingException(ErrorCode.BOOTSTRAPPING, "This node cannot issue the write at the moment"),
                    true);
        }
    }

    /** Whether this node is a replica that is read, so that it knows what it writes upon, and may issue. */
    private boolean mayIssue(ReplicaPlan plan) {
        if (!around.on().replica().mayIssue()
                || !plan.replicas().contains(around.link().self())) {
            return false;
        }
        for (RecordMember contact : plan.contacts()) {
            if (around.link().isSelf(contact)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether this node may give a dot to a write to a row that it does not hold: not if what the write means depends on what is there, and not if
     * this node is about to hold the row, as what it vouches for in its own entries must be all that it issued.
     */
    private boolean mayIssueAsFallback(WritePlacement placement, Mutation mutation, TableSchema table) {
        return around.on().replica().mayIssue()
                && !placement.plan().replicas().isWritten(around.link().self())
                && !placement.standIns().isEmpty()
                && Resending.isBlind(mutation, table);
    }

    /** Whether another replica may do what this one could not. */
    private static boolean isOnlyOurs(ErrorCode code) {
        return switch (code) {
            case OVERLOADED, READ_ONLY, BOOTSTRAPPING, SERVER_ERROR -> true;
            default -> false;
        };
    }

    /** @param ifNobody what is told when there is no other replica */
    private void forward(
            Mutation mutation,
            TableSchema table,
            ReplicaPlan plan,
            WriteTerms terms,
            long deadlineNanos,
            StarlingException ifNobody,
            WriteHandler handler) {
        ReplicaView view = around.health().writing();
        List<RecordMember> candidates = new ArrayList<>(plan.contacts());
        candidates.removeIf(
                member -> around.link().isSelf(member) || !plan.replicas().contains(member.id()));
        candidates.sort(Comparator.comparingLong(view::latency));
        if (candidates.isEmpty()) {
            handler.failed(ifNobody, true);
            return;
        }
        new ForwardRun(
                        around,
                        mutation,
                        around.stampForOthers(mutation.latestStamp()),
                        Resending.isHarmless(mutation, table),
                        terms,
                        plan.required(),
                        candidates,
                        deadlineNanos,
                        handler)
                .start();
    }
}
