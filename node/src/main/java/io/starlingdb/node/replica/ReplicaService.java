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
 * first: it may speak of a table that this node does not know yet. An older one matters only if it speaks of a table that is gone; the refusal
 * tells the newer epoch.
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
                        deadline -> replica.join(in.message().delta(), deadline, new Answer<>(in))));
        messenger.on(
                RepairRequest.class,
                in -> atEpoch(
                        in,
                        in.message().epoch(),
                        deadline -> replica.repair(in.message().entries(), deadline, new Answer<>(in))));
        messenger.on(
                ReadRequest.class,
                in -> atEpoch(
                        in,
                        in.message().epoch(),
                        deadline ->
                                replica.read(in.message().mode(), in.message().query(), deadline, new Answer<>(in))));
        messenger.on(
                VersionsRequest.class,
                in -> atEpoch(
                        in,
                        in.message().epoch(),
                        deadline -> replica.scans().versions(in.message(), deadline, new Answer<>(in))));
        messenger.on(
                RowsRequest.class,
                in -> atEpoch(
                        in,
                        in.message().epoch(),
                        deadline -> replica.scans().rows(in.message().keys(), deadline, new Answer<>(in))));
    }

    private void atEpoch(Inbound<?> in, long epoch, LongConsumer work) {
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

        Answer(Inbound<?> in) {
            this.in = in;
        }

        @Override
        public void done(T result) {
            reply(
                    in,
                    result instanceof Message answer
                            ? answer
                            : new Done(replica.clock().last()));
        }

        @Override
        public void failed(Throwable failure) {
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
