package io.starlingdb.node.replica;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.wire.Inbound;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.Messenger;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/**
 * Answers other nodes' requests to this replica.
 *
 * <p>Each carries the epoch of the record by which its sender chose this replica. A newer epoch than this node's makes it fetch that record
 * first: it may speak of a table that this node does not know yet. An older one matters if who owns what has changed since: then nothing is
 * done, and the answer tells the newer epoch. This is asked again when the work is done: what was begun by the old record and ended after this
 * node knew the new one is not answered for either. So when this node has told that it knows a record, everything it ever answered for by an
 * older one is stored, and no later answer is by the old one; whoever fetches a range from it after that misses nothing.
 */
public final class ReplicaService {
    private final Replica replica;
    private final Messenger messenger;
    private final RecordAgreement record;
    private final TimeSource time;
    private final ReplicaListener listener;

    public ReplicaService(Replica replica, ReplicaFoundation on, Messenger messenger) {
        this.replica = replica;
        this.messenger = messenger;
        this.record = on.record();
        this.time = on.time();
        this.listener = on.listener();
    }

    /** Takes requests from now on. */
    public void start() {
        messenger.on(
                JoinRequest.class,
                in -> atEpoch(
                        in,
                        in.message().epoch(),
                        deadline -> replica.join(
                                in.message().delta(),
                                deadline,
                                new Answer<>(in, in.message().epoch()))));
        messenger.on(
                RepairRequest.class,
                in -> atEpoch(
                        in,
                        in.message().epoch(),
                        deadline -> replica.mend(
                                in.message().entries(),
                                deadline,
                                new Answer<>(in, in.message().epoch()))));
        messenger.on(
                ReadRequest.class,
                in -> atEpoch(
                        in,
                        in.message().epoch(),
                        deadline -> replica.read(
                                in.message().mode(),
                                in.message().query(),
                                deadline,
                                new Answer<>(in, in.message().epoch()))));
        messenger.on(
                IndexRequest.class,
                in -> atEpoch(
                        in,
                        in.message().epoch(),
                        deadline -> replica.find(
                                in.message().query(),
                                deadline,
                                new Answer<>(in, in.message().epoch()))));
        messenger.on(
                VersionsRequest.class,
                in -> atEpoch(
                        in,
                        in.message().epoch(),
                        deadline -> replica.scans()
                                .versions(
                                        in.message(),
                                        deadline,
                                        new Answer<>(in, in.message().epoch()))));
        messenger.on(
                RowsRequest.class,
                in -> atEpoch(
                        in,
                        in.message().epoch(),
                        deadline -> replica.scans()
                                .rows(
                                        in.message().keys(),
                                        deadline,
                                        new Answer<>(in, in.message().epoch()))));
    }

    private void atEpoch(Inbound<?> in, long epoch, LongConsumer work) {
        if (replica.isOutdated(epoch)) {
            misplaced(in);
            return;
        }
        if (epoch <= record.current().epoch()) {
            work.accept(in.deadlineNanos());
            return;
        }
        CompletableFuture<ClusterRecord> unused = record.atLeast(epoch, in.from())
                .whenComplete((newer, failure) -> {
                    if (failure != null) {
                        reply(in, refusal(failure));
                    } else {
                        work.accept(in.deadlineNanos());
                    }
                });
    }

    private void misplaced(Inbound<?> in) {
        reply(in, new Misplaced(record.current().epoch()));
    }

    private Refused refusal(Throwable failure) {
        return Refused.because(failure, record.current().epoch());
    }

    private void reply(Inbound<?> in, Message answer) {
        if (in.expectsReply()) {
            in.reply(answer);
        }
    }

    /** Sends the outcome back. */
    private final class Answer<T> implements DoneHandler<T> {
        private final Inbound<?> in;
        private final long epoch;

        Answer(Inbound<?> in, long epoch) {
            this.in = in;
            this.epoch = epoch;
        }

        @Override
        public void done(T result) {
            if (replica.isOutdated(epoch)) {
                misplaced(in);
                return;
            }
            reply(
                    in,
                    result instanceof Message answer
                            ? answer
                            : new Done(replica.clock().last()));
        }

        @Override
        public void failed(Throwable failure) {
            if (failure instanceof MisplacedException) {
                misplaced(in);
                return;
            }
            if (failure instanceof StarlingException known
                    && known.code() == ErrorCode.TIMEOUT
                    && time.nanoTime() - in.deadlineNanos() >= 0) {
                listener.deadlinePassed();
                return; // the asker has given up as well
            }
            reply(in, refusal(failure));
        }
    }
}
