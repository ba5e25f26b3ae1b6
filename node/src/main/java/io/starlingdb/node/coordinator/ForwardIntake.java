package io.starlingdb.node.coordinator;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.wire.Inbound;
import io.starlingdb.wire.TraceLog;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Takes the writes that other nodes forward, each once: a frame may be repeated, and may reach a node that was started again after the first
 * copy of it had been served. A write that may not be issued twice is then not issued at all, and its outcome is unknown.
 */
final class ForwardIntake {
    private final Surroundings around;
    private final RecordAgreement record;
    private final WriteRouter writes;
    private final IntFunction<TableSchema> tables;
    private final RecentForwards recent = new RecentForwards();

    /**
     * @param tables finds a table by its id, or throws
     */
    ForwardIntake(Surroundings around, WriteRouter writes, IntFunction<TableSchema> tables) {
        this.around = around;
        this.record = around.on().record();
        this.writes = writes;
        this.tables = tables;
    }

    void take(Inbound<ForwardRequest> in) {
        take(in, in.message(), false);
    }

    void takeSloppy(Inbound<SloppyForward> in) {
        take(in, in.message().request(), true);
    }

    private void take(Inbound<?> in, ForwardRequest request, boolean sloppy) {
        if (!recent.isFirst(in.from(), request.number(), around.time().nanoTime())) {
            return;
        }
        ForwardAnswer answer = new ForwardAnswer(in, record);
        if (request.epoch() <= record.current().epoch()) {
            issue(request, sloppy, in.deadlineNanos(), in.trace(), answer);
            return;
        }
        CompletableFuture<ClusterRecord> unused = record.atLeast(request.epoch(), in.from())
                .whenComplete((newer, failure) -> {
                    if (failure == null) {
                        issue(request, sloppy, in.deadlineNanos(), in.trace(), answer);
                    } else {
                        answer.failed(ReplicaLink.asRefusal(failure), true);
                    }
                });
    }

    private void issue(
            ForwardRequest request,
            boolean sloppy,
            long deadlineNanos,
            @Nullable TraceLog trace,
            WriteHandler handler) {
        try {
            Mutation mutation = request.mutation();
            TableSchema table = tables.apply(mutation.tableId());
            boolean isForThisLife = request.receiverStart() == around.health().ownStart();
            if (!isForThisLife && !Resending.isHarmless(mutation, table)) {
                handler.failed(StarlingException.timeout(1, 0), false);
                return;
            }
            WriteTerms terms = new WriteTerms(request.consistency(), sloppy);
            writes.traced(trace).issueHere(mutation, table, terms, deadlineNanos, handler);
        } catch (StarlingException e) {
            handler.failed(e, true);
        }
    }
}
