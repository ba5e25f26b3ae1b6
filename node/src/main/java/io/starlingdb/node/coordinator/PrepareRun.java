package io.starlingdb.node.coordinator;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Lane;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.replica.Refused;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.ReplyHandler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Has some replica give a mutation its dot: this node's own, or else one after the other, the quickest first. */
final class PrepareRun {
    private static final long TRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Surroundings around;
    private final PrepareIntake here;

    PrepareRun(Surroundings around, PrepareIntake here) {
        this.around = around;
        this.here = here;
    }

    void prepare(Mutation mutation, TableSchema table, long deadlineNanos, DoneHandler<Delta> handler) {
        Placement placement = around.place(table, mutation.token());
        List<RecordMember> candidates = new ArrayList<>();
        for (RecordMember member : placement.replicas().members()) {
            if (around.health().writing().isAlive(member)) {
                candidates.add(member);
            }
        }
        candidates.sort(Comparator.comparingLong(member ->
                around.link().isSelf(member) ? -1 : around.health().writing().latency(member)));
        // The replica's stamp will be above it.
        new Asking(
                        mutation.stampedAt(around.stampForOthers(mutation.latestStamp())),
                        placement.epoch(),
                        candidates,
                        deadlineNanos,
                        handler)
                .next();
    }

    /** One mutation's way from replica to replica. */
    private final class Asking implements ReplyHandler, DoneHandler<Delta> {
        private final Mutation mutation;
        private final long epoch;
        private final Deque<RecordMember> candidates;
        private final long deadlineNanos;
        private final DoneHandler<Delta> handler;
        private @Nullable StarlingException lastRefusal;

        Asking(
                Mutation mutation,
                long epoch,
                List<RecordMember> candidates,
                long deadlineNanos,
                DoneHandler<Delta> handler) {
            this.mutation = mutation;
            this.epoch = epoch;
            this.candidates = new ArrayDeque<>(candidates);
            this.deadlineNanos = deadlineNanos;
            this.handler = handler;
        }

        void next() {
            RecordMember to = candidates.poll();
            long left = deadlineNanos - around.time().nanoTime();
            if (to == null || left <= 0) {
                StarlingException refusal = lastRefusal;
                handler.failed(refusal != null ? refusal : StarlingException.timeout(1, 0));
            } else if (around.link().isSelf(to)) {
                here.prepare(mutation, deadlineNanos, this);
            } else {
                around.on()
                        .messenger()
                        .request(
                                to.endpoint(),
                                Lane.REQUEST,
                                new PrepareRequest(epoch, mutation),
                                Math.min(left, TRY_NANOS),
                                this);
            }
        }

        @Override
        public void done(Delta delta) {
            if (delta.dot().stamp() <= around.on().promised().getAsLong()) {
                failed(new StarlingException(
                        ErrorCode.REPLICA_FAILURE, "The write came too late: its time is closed already"));
            } else {
                handler.done(delta);
            }
        }

        @Override
        public void failed(Throwable failure) {
            StarlingException why = ReplicaLink.asRefusal(failure);
            switch (why.code()) {
                case OVERLOADED, READ_ONLY, BOOTSTRAPPING, SERVER_ERROR, REPLICA_FAILURE, TIMEOUT -> {
                    lastRefusal = why;
                    next();
                }
                default -> handler.failed(why);
            }
        }

        @Override
        public void onReply(Message reply) {
            if (reply instanceof Prepared prepared) {
                around.on().clock().observe(prepared.delta().dot().stamp());
                done(prepared.delta());
            } else if (reply instanceof Refused refused) {
                failed(refused.toException());
            } else {
                failed(new StarlingException(ErrorCode.SERVER_ERROR, "An answer to something else: " + reply));
            }
        }

        @Override
        public void onFailure(Failure failure) {
            failed(StarlingException.timeout(1, 0));
        }
    }
}
