package io.starlingdb.node.coordinator;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.version.CausalContext;
import io.starlingdb.node.version.VersionVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One logged batch: every mutation gets its dot at a replica, the deltas go to the batch log, then they are written, and when all are, the log
 * forgets them.
 *
 * <p>Before the log has them nothing is joined anywhere; from then on all of them will be, whoever dies: those who keep the log join the very same
 * deltas, once more or once less makes no difference. So no dot is ever given twice to one mutation that is carried out, and siblings are not doubled.
 */
final class LoggedBatchRun {
    private final Surroundings around;
    private final PrepareRun prepares;
    private final List<Mutation> mutations;
    private final IntFunction<TableSchema> tables;
    private final WriteTerms terms;
    private final long deadlineNanos;
    private final CompletableFuture<BatchResult> result;
    private final @Nullable Delta[] deltas;
    private final @Nullable WriteResult[] written;
    private int open;
    private int failures;
    private @Nullable StarlingException firstFailure;

    LoggedBatchRun(
            Surroundings around,
            PrepareRun prepares,
            List<Mutation> mutations,
            IntFunction<TableSchema> tables,
            WriteTerms terms,
            long deadlineNanos,
            CompletableFuture<BatchResult> result) {
        this.around = around;
        this.prepares = prepares;
        this.mutations = mutations;
        this.tables = tables;
        this.terms = terms;
        this.deadlineNanos = deadlineNanos;
        this.result = result;
        this.deltas = new @Nullable Delta[mutations.size()];
        this.written = new @Nullable WriteResult[mutations.size()];
    }

    /** @throws StarlingException if it cannot even begin: too few replicas of some mutation are alive, or it holds a counter */
    void start() {
        for (Mutation mutation : mutations) {
            TableSchema table = tables.apply(mutation.tableId());
            if (table.isCounter()) {
                throw StarlingException.invalid("Cannot include a counter statement in a logged batch");
            }
            WritePlacement unused = WritePlacement.of(around, table, mutation.token(), terms);
        }
        open = mutations.size();
        for (int i = 0; i < mutations.size(); i++) {
            int place = i;
            Mutation mutation = mutations.get(i);
            prepares.prepare(mutation, tables.apply(mutation.tableId()), deadlineNanos, new DoneHandler<>() {
                @Override
                public void done(Delta delta) {
                    around.held().add(delta.dot().stamp());
                    deltas[place] = delta;
                    prepared();
                }

                @Override
                public void failed(Throwable failure) {
                    noteFailure(ReplicaLink.asRefusal(failure));
                    prepared();
                }
            });
        }
    }

    private void noteFailure(StarlingException why) {
        failures++;
        firstFailure = firstFailure == null ? why : firstFailure;
    }

    private void prepared() {
        if (--open > 0) {
            return;
        }
        StarlingException failure = firstFailure;
        if (failure != null) {
            end();
            result.completeExceptionally(failure); // nothing has happened
            return;
        }
        List<Delta> all = new ArrayList<>();
        for (Delta delta : deltas) {
            if (delta != null) {
                all.add(delta);
            }
        }
        LoggedBatch.BatchId id = new LoggedBatch.BatchId(
                all.get(0).dot().actor(), all.get(0).dot().stamp());
        LoggedBatch batch = new LoggedBatch(id, around.link().self(), all);
        around.batchLog().store(batch, deadlineNanos, new DoneHandler<>() {
            @Override
            public void done(Runnable forgetting) {
                if (around.rules().forgetsBatchBeforeItIsWritten()) {
                    forgetting.run();
                }
                writeAll(batch, forgetting);
            }

            @Override
            public void failed(Throwable why) {
                end();
                result.completeExceptionally(ReplicaLink.asRefusal(why));
            }
        });
    }

    private void writeAll(LoggedBatch batch, Runnable forgetting) {
        open = batch.deltas().size();
        for (int i = 0; i < mutations.size(); i++) {
            int place = i;
            WriteHandler handler = new WriteHandler() {
                @Override
                public void done(VersionVector seen) {
                    written[place] = new WriteResult(new CausalContext(seen));
                    wrote(forgetting);
                }

                @Override
                public void failed(StarlingException why, boolean isDefinite) {
                    noteFailure(why);
                    wrote(forgetting);
                }
            };
            try {
                TableSchema table = tables.apply(mutations.get(i).tableId());
                WritePlacement placement =
                        WritePlacement.of(around, table, mutations.get(i).token(), terms);
                new WriteRun(around, table, mutations.get(i), terms, placement, deadlineNanos, handler)
                        .startIssued(batch.deltas().get(i));
            } catch (StarlingException e) {
                handler.failed(e, false);
            }
        }
    }

    private void wrote(Runnable forgetting) {
        if (--open > 0) {
            return;
        }
        end();
        StarlingException failure = firstFailure;
        if (failure == null) {
            forgetting.run();
            result.complete(new BatchResult(Arrays.asList(written)));
        } else {
            // It is logged, so it will all be written; but not yet, and not by this node.
            result.completeExceptionally(
                    failure.code() == ErrorCode.UNAVAILABLE
                            ? StarlingException.timeout(mutations.size(), mutations.size() - failures)
                            : failure);
        }
    }

    /** From here on the writes, or the log, answer for the stamps. */
    private void end() {
        for (Delta delta : deltas) {
            if (delta != null) {
                around.held().remove(delta.dot().stamp());
            }
        }
    }
}
