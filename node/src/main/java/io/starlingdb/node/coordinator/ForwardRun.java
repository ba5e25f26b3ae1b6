package io.starlingdb.node.coordinator;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.ReplyHandler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One write that another node's replica issues, because this node is no replica of the row or may not give dots at the moment.
 *
 * <p>This node fixes the write's stamp. A replica that refuses, before anything has happened, is followed by the next one. One that does not
 * answer may have done it all the same. Where doing it twice is doing it once ({@link Resending}), the next replica is asked with the
 * stamp as the write's timestamp: whatever was applied first, the two have one timestamp, or the first a higher one, and the same values.
 * Where it is not, the outcome stays unknown and the write times out.
 */
final class ForwardRun {
    /** How long one replica is waited for before the next is asked. */
    private static final long TRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Surroundings around;
    private final Mutation first;
    private final Mutation again;
    private final WriteTerms terms;
    private final boolean mayResend;
    private final int required;
    private final long deadlineNanos;
    private final WriteHandler handler;
    private final Deque<RecordMember> candidates;
    private boolean isSent;
    private boolean isUncertain;
    private boolean isEnded;
    private @Nullable StarlingException lastRefusal;

    /**
     * @param candidates the live replicas, best first
     * @param required how many acknowledgements the level needs, for what is told when time is over
     */
    ForwardRun(
            Surroundings around,
            Mutation mutation,
            long stamp,
            boolean mayResend,
            WriteTerms terms,
            int required,
            List<RecordMember> candidates,
            long deadlineNanos,
            WriteHandler handler) {
        this.around = around;
        this.first = mutation.stampedAt(stamp);
        this.again = Resending.withTimestamp(first, stamp);
        this.mayResend = mayResend;
        this.terms = terms;
        this.required = required;
        this.candidates = new ArrayDeque<>(candidates);
        this.deadlineNanos = deadlineNanos;
        this.handler = handler;
    }

    void start() {
        next();
    }

    private void next() {
        long left = deadlineNanos - around.time().nanoTime();
        RecordMember to = candidates.poll();
        if (to == null || left <= 0) {
            fail();
            return;
        }
        Mutation mutation = isUncertain ? again : first;
        long epoch = around.on().record().current().epoch();
        boolean isLast = candidates.isEmpty() || !mayResend;
        ForwardRequest request = new ForwardRequest(
                epoch, around.nextForward(), around.health().start(to), mutation, terms.consistency());
        isSent = true;
        around.link()
                .request(
                        to.endpoint(),
                        terms.sloppy() ? new SloppyForward(request) : request,
                        isLast ? left : Math.min(left, TRY_NANOS),
                        new Answer(to));
    }

    private void fail() {
        if (isEnded) {
            return;
        }
        isEnded = true;
        StarlingException refusal = lastRefusal;
        if (isUncertain || refusal == null) {
            handler.failed(StarlingException.timeout(required, 0), !isSent);
        } else {
            handler.failed(refusal, true);
        }
    }

    /** What one replica answers. */
    private final class Answer implements ReplyHandler {
        private final RecordMember from;

        Answer(RecordMember from) {
            this.from = from;
        }

        @Override
        public void onReply(Message reply) {
            if (isEnded) {
                return;
            }
            if (reply instanceof ForwardDone done) {
                isEnded = true;
                boolean unused = around.on().clock().observe(done.seen().highest());
                handler.done(done.seen());
            } else if (reply instanceof ForwardFailed failed) {
                around.on().record().heardOf(failed.epoch(), from.endpoint());
                refused(failed);
            } else {
                isEnded = true;
                handler.failed(
                        new StarlingException(ErrorCode.SERVER_ERROR, "An answer to something else: " + reply), false);
            }
        }

        private void refused(ForwardFailed failed) {
            if (failed.isDefinite() && anotherMayDoIt(failed.code())) {
                lastRefusal = failed.toException();
                next();
            } else {
                isEnded = true;
                handler.failed(failed.toException(), failed.isDefinite() && !isUncertain);
            }
        }

        private boolean anotherMayDoIt(ErrorCode code) {
            return switch (code) {
                case OVERLOADED, UNAVAILABLE, READ_ONLY, BOOTSTRAPPING, SERVER_ERROR, REPLICA_FAILURE, TIMEOUT -> true;
                default -> false;
            };
        }

        @Override
        public void onFailure(Failure failure) {
            if (isEnded) {
                return;
            }
            if (failure == Failure.OVERLOADED || failure == Failure.UNSENDABLE) {
                lastRefusal = StarlingException.overloaded("Overloaded: the write could not be sent to a replica");
                next();
                return;
            }
            around.health().failed(from);
            isUncertain = true;
            if (mayResend) {
                next();
            } else {
                fail();
            }
        }
    }
}
