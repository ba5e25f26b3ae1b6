package io.starlingdb.node.coordinator;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.StampReserveExhausted;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.IndexQuery;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.replica.Done;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.replica.IndexReply;
import io.starlingdb.node.replica.IndexRequest;
import io.starlingdb.node.replica.JoinRequest;
import io.starlingdb.node.replica.Misplaced;
import io.starlingdb.node.replica.ReadMode;
import io.starlingdb.node.replica.ReadReply;
import io.starlingdb.node.replica.ReadRequest;
import io.starlingdb.node.replica.Refused;
import io.starlingdb.node.replica.RepairRequest;
import io.starlingdb.node.replica.Replica;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.Messenger;
import io.starlingdb.wire.ReplyHandler;
import io.starlingdb.wire.TraceLog;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks a replica for something, be it this node's own or another's.
 *
 * <p>All that is asked here may be done twice without harm: deltas and copies are joined, reads change nothing. So whatever gets lost is sent
 * again, until the request's deadline. A restarted connection, or a node that comes back within the time, costs no request.
 */
final class ReplicaLink {
    /** How long one try waits for its answer. */
    private static final long TRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** How long to wait before trying again where the connection broke. */
    private static final long RECONNECT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final NodeId self;
    private final Messenger messenger;
    private final Replica replica;
    private final HintKeeper hints;
    private final RecordAgreement record;
    private final TimeSource time;
    private final TimerWheel timers;
    private final PeerHealth health;
    private final @Nullable TraceLog trace;

    ReplicaLink(NodeId self, CoordinatorFoundation on, TimerWheel timers, PeerHealth health) {
        this.self = self;
        this.messenger = on.messenger();
        this.replica = on.replica();
        this.hints = on.hints();
        this.record = on.record();
        this.time = on.time();
        this.timers = timers;
        this.health = health;
        this.trace = null;
    }

    private ReplicaLink(ReplicaLink origin, TraceLog trace) {
        this.self = origin.self;
        this.messenger = origin.messenger;
        this.replica = origin.replica;
        this.hints = origin.hints;
        this.record = origin.record;
        this.time = origin.time;
        this.timers = origin.timers;
        this.health = origin.health;
        this.trace = trace;
    }

    /** The same for one request, whose trace takes what is asked and answered. */
    ReplicaLink traced(TraceLog log) {
        return new ReplicaLink(this, log);
    }

    /** Something was done for the request, should it be traced. */
    void step(String activity) {
        if (trace != null) {
            trace.step(activity);
        }
    }

    /** Sends a request to another node, traced if this one is. */
    void request(Endpoint to, Message request, long timeoutNanos, ReplyHandler handler) {
        if (trace == null) {
            messenger.request(to, Lane.REQUEST, request, timeoutNanos, handler);
        } else {
            messenger.request(to, Lane.REQUEST, request, timeoutNanos, trace, handler);
        }
    }

    NodeId self() {
        return self;
    }

    boolean isSelf(RecordMember member) {
        return member.id().equals(self);
    }

    /** @param epoch by whose record the replica was chosen, here and below */
    void read(
            RecordMember to,
            long epoch,
            ReadMode mode,
            ReadQuery query,
            long deadlineNanos,
            LinkHandler<ReadReply> handler) {
        if (isSelf(to)) {
            step("Reading this node's replica (" + mode + ")");
            replica.read(mode, query, deadlineNanos, new Own<>(epoch, handler));
        } else {
            new Call<>(to, new ReadRequest(epoch, mode, query), ReadReply.class, deadlineNanos, handler).send();
        }
    }

    /** Has a replica find rows by an index. */
    void find(RecordMember to, long epoch, IndexQuery query, long deadlineNanos, LinkHandler<IndexReply> handler) {
        if (isSelf(to)) {
            step("Looking into this node's index");
            replica.find(query, deadlineNanos, new Own<>(epoch, handler));
        } else {
            new Call<>(to, new IndexRequest(epoch, query), IndexReply.class, deadlineNanos, handler).send();
        }
    }

    /** Has a replica join a delta. */
    void join(RecordMember to, long epoch, Delta delta, long deadlineNanos, LinkHandler<Done> handler) {
        if (isSelf(to)) {
            step("Joining the write on this node");
            replica.join(delta, deadlineNanos, done(epoch, handler));
        } else {
            new Call<>(to, new JoinRequest(epoch, delta), Done.class, deadlineNanos, handler).send();
        }
    }

    /** Has a fallback keep a write for a replica; {@link Done} when it is as durable as a write. */
    void keepHint(StandIn standIn, Delta delta, long deadlineNanos, LinkHandler<Done> handler) {
        NodeId target = standIn.absent().id();
        if (isSelf(standIn.holder())) {
            hints.keep(target, delta, done(record.current().epoch(), handler));
        } else {
            KeepHintRequest request = new KeepHintRequest(target, delta);
            new Call<>(standIn.holder(), request, Done.class, deadlineNanos, handler).send();
        }
    }

    void repair(RecordMember to, long epoch, List<Entry> entries, long deadlineNanos, LinkHandler<Done> handler) {
        if (isSelf(to)) {
            replica.mend(entries, deadlineNanos, done(epoch, handler));
        } else {
            new Call<>(to, new RepairRequest(epoch, entries), Done.class, deadlineNanos, handler).send();
        }
    }

    /** Hears of own work whose result is only that it is done. */
    private <T> DoneHandler<T> done(long epoch, LinkHandler<Done> handler) {
        Own<Done> own = new Own<>(epoch, handler);
        return new DoneHandler<>() {
            @Override
            public void done(T result) {
                own.done(new Done(0));
            }

            @Override
            public void failed(Throwable failure) {
                own.failed(failure);
            }
        };
    }

    /** What a failure on this node means to a client. */
    static StarlingException asRefusal(Throwable failure) {
        if (failure instanceof StampReserveExhausted) {
            return StarlingException.overloaded("Overloaded: the clock's reserve is used up for the moment");
        }
        return failure instanceof StarlingException known
                ? known
                : new StarlingException(ErrorCode.SERVER_ERROR, String.valueOf(failure));
    }

    /** Passes on what this node's own replica says. */
    private final class Own<T> implements DoneHandler<T> {
        private final long epoch;
        private final LinkHandler<T> handler;

        Own(long epoch, LinkHandler<T> handler) {
            this.epoch = epoch;
            this.handler = handler;
        }

        @Override
        public void done(T result) {
            if (replica.isOutdated(epoch)) {
                handler.misplaced();
            } else {
                step("This node's replica is done");
                handler.done(result);
            }
        }

        @Override
        public void failed(Throwable failure) {
            step("This node's replica failed: " + failure.getMessage());
            handler.refused(asRefusal(failure));
        }
    }

    /** One request to another node, sent as often as it takes. */
    private final class Call<T extends Message> implements ReplyHandler {
        private final RecordMember to;
        private final Message request;
        private final Class<T> expected;
        private final long deadlineNanos;
        private final LinkHandler<T> handler;
        private long sentNanos;

        Call(RecordMember to, Message request, Class<T> expected, long deadlineNanos, LinkHandler<T> handler) {
            this.to = to;
            this.request = request;
            this.expected = expected;
            this.deadlineNanos = deadlineNanos;
            this.handler = handler;
        }

        void send() {
            sentNanos = time.nanoTime();
            long left = deadlineNanos - sentNanos;
            if (left > 0) {
                ReplicaLink.this.request(to.endpoint(), request, Math.min(left, TRY_NANOS), this);
            }
        }

        @Override
        public void onReply(Message reply) {
            if (expected.isInstance(reply)) {
                health.answered(to, time.nanoTime() - sentNanos);
                handler.done(expected.cast(reply));
            } else if (reply instanceof Refused refused) {
                record.heardOf(refused.epoch(), to.endpoint());
                handler.refused(refused.toException());
            } else if (reply instanceof Misplaced misplaced) {
                catchUp(misplaced.epoch());
            } else {
                handler.refused(new StarlingException(ErrorCode.SERVER_ERROR, "An answer to something else: " + reply));
            }
        }

        private void catchUp(long newer) {
            CompletableFuture<ClusterRecord> unused = record.atLeast(newer, to.endpoint())
                    .whenComplete((known, failure) -> {
                        if (failure != null) {
                            handler.refused(asRefusal(failure));
                        } else {
                            handler.misplaced();
                        }
                    });
        }

        @Override
        public void onFailure(Failure failure) {
            switch (failure) {
                case TIMEOUT, UNREACHABLE -> {
                    health.failed(to);
                    boolean broke = failure == Failure.UNREACHABLE;
                    timers.at(time.nanoTime() + (broke ? RECONNECT_NANOS : 0), this::send);
                    handler.late();
                }
                case OVERLOADED ->
                    handler.refused(
                            StarlingException.overloaded("Overloaded: too many requests to other nodes are under way"));
                case UNSENDABLE ->
                    handler.refused(new StarlingException(
                            ErrorCode.TOO_LARGE, "The request is too large to be sent to " + to.endpoint()));
            }
        }
    }
}
