package io.starlingdb.node.cql.run;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.SchemaAccess;
import io.starlingdb.node.cql.ast.Batch;
import io.starlingdb.node.cql.plan.BatchPlan;
import io.starlingdb.node.cql.plan.Plan;
import io.starlingdb.node.cql.plan.Planned;
import io.starlingdb.node.cql.plan.SelectPlan;
import io.starlingdb.node.cql.plan.WritePlan;
import io.starlingdb.node.cql.value.Evaluation;
import io.starlingdb.node.cql.value.UuidSource;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.schema.SchemaChange;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Executes plans. Used on the node's loop only; its futures complete there. */
public final class Runner {

    /** How many mutations of one statement are under way at the same time. */
    static final int WRITES_AT_ONCE = 64;

    private final DataAccess data;
    private final SchemaAccess schema;
    private final VirtualTables virtual;
    private final TimeSource time;
    private final RandomGenerator random;
    private final Supplier<byte[]> contextSecret;
    private final UuidSource uuids;
    private ReadThresholds thresholds = ReadThresholds.DEFAULTS;

    /** @param contextSecret the cluster's secret, under which causal contexts are sealed */
    public Runner(
            DataAccess data,
            SchemaAccess schema,
            VirtualTables virtual,
            TimeSource time,
            RandomGenerator random,
            Supplier<byte[]> contextSecret) {
        this.data = data;
        this.schema = schema;
        this.virtual = virtual;
        this.time = time;
        this.random = random;
        this.contextSecret = contextSecret;
        this.uuids = new UuidSource(time, random);
    }

    /** From now on clients are warned above these. */
    public void warnAbove(ReadThresholds newThresholds) {
        thresholds = newThresholds;
    }

    /**
     * Executes a plan.
     *
     * @param text the statement's text, which paging states are bound to
     * @param values for each marker its serialized value, null, or {@link Evaluation#UNSET}
     * @throws StarlingException what can be told at once; what comes later fails the future
     */
    public CompletableFuture<ResultSet> run(
            Planned planned, String text, List<byte @Nullable []> values, Session session) {
        Plan plan = planned.plan();
        if (plan instanceof SelectPlan select) {
            return select(select, text, evaluation(values), session);
        } else if (plan instanceof WritePlan write) {
            requireWriteLevel(session);
            return writeAll(
                    Batch.Kind.UNLOGGED,
                    new WriteRun(evaluation(values), random, contextSecret).mutations(write, session.timestamp()),
                    session);
        } else if (plan instanceof BatchPlan batch) {
            requireWriteLevel(session);
            return writeAll(
                    batch.kind(),
                    new WriteRun(evaluation(values), random, contextSecret).mutations(batch, session.timestamp()),
                    session);
        } else if (plan instanceof Plan.ChangeSchema change) {
            return change(change);
        } else if (plan instanceof Plan.UseKeyspace use) {
            return CompletableFuture.completedFuture(ResultSet.setKeyspace(use.keyspace()));
        }
        DescribeRun describe = new DescribeRun(schema.current(), virtual.schema(), session.keyspace());
        return CompletableFuture.completedFuture(
                describe.run(((Plan.Explain) plan).statement(), virtual.clusterName()));
    }

    /** Executes writes as one batch, each with values of its own. */
    public CompletableFuture<ResultSet> batch(Batch.Kind kind, List<BoundWrite> writes, Session session) {
        requireWriteLevel(session);
        BatchPlan.checkCounters(kind, writes.stream().map(BoundWrite::plan).toList());
        List<Mutation> mutations = new ArrayList<>(writes.size());
        for (BoundWrite write : writes) {
            mutations.addAll(new WriteRun(evaluation(write.values()), random, contextSecret)
                    .mutations(write.plan(), session.timestamp()));
        }
        return writeAll(kind, MutationMerge.byPartition(mutations), session);
    }

    private Evaluation evaluation(List<byte @Nullable []> values) {
        return new Evaluation(values, time.wallMicros(), uuids);
    }

    private CompletableFuture<ResultSet> select(SelectPlan plan, String text, Evaluation evaluation, Session session) {
        if (session.consistency() == ConsistencyLevel.ANY) {
            throw StarlingException.invalid("ANY ConsistencyLevel is only supported for writes");
        }
        if (session.consistency().isSerial() && !plan.virtual()) {
            throw StarlingException.notImplemented("Reads at SERIAL are not implemented yet");
        }
        CountedReads reads = new CountedReads(
                plan.virtual() ? new VirtualReads(virtual, plan.table()) : data::read, plan.table(), thresholds);
        return new SelectRun(
                        plan,
                        text,
                        evaluation,
                        new Projection(plan, evaluation, contextSecret),
                        reads,
                        data,
                        new Deadline(time, session),
                        session)
                .run();
    }

    private static void requireWriteLevel(Session session) {
        if (session.consistency().isSerial()) {
            throw StarlingException.invalid("You must use conditional updates for serializable writes: "
                    + session.consistency() + " is no level of plain writes");
        }
        Long timestamp = session.timestamp();
        if (timestamp != null && timestamp < 0) {
            throw StarlingException.invalid("The timestamp of a request cannot be negative, but was " + timestamp);
        }
    }

    private CompletableFuture<ResultSet> writeAll(Batch.Kind kind, List<Mutation> mutations, Session session) {
        Deadline deadline = new Deadline(time, session);
        return ListLookup.resolved(mutations, session.consistency(), data, schema.current(), deadline)
                .thenCompose(resolved -> {
                    if (kind == Batch.Kind.LOGGED && resolved.size() > 1) {
                        return data.loggedBatch(resolved, deadline.options()).thenApply(written -> ResultSet.VOID);
                    }
                    return write(resolved, deadline);
                });
    }

    private CompletableFuture<ResultSet> write(List<Mutation> mutations, Deadline deadline) {
        if (mutations.size() == 1) {
            return data.write(mutations.get(0), deadline.options()).thenApply(written -> ResultSet.VOID);
        }
        int[] next = {0};
        return AsyncLoop.whileTrue(() -> {
                    int from = next[0];
                    if (from == mutations.size()) {
                        return CompletableFuture.completedFuture(false);
                    }
                    next[0] = Math.min(from + WRITES_AT_ONCE, mutations.size());
                    return data.batch(mutations.subList(from, next[0]), deadline.options())
                            .thenApply(written -> true);
                })
                .thenApply(done -> ResultSet.VOID);
    }

    private CompletableFuture<ResultSet> change(Plan.ChangeSchema plan) {
        SchemaChange change = plan.change();
        boolean truncates = change instanceof SchemaChange.TruncateTable;
        UUID before = schema.current().version();
        return schema.change(change)
                .thenApply(after -> truncates || after.version().equals(before)
                        ? ResultSet.VOID
                        : ResultSet.schemaChange(plan.event()))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(asCql(AsyncLoop.cause(failure))));
    }

    /** CQL says of what does not exist that the statement is invalid. */
    private static Throwable asCql(Throwable failure) {
        return failure instanceof StarlingException error && error.code() == ErrorCode.NOT_FOUND
                ? new StarlingException(ErrorCode.INVALID, error.text(), error.numbers())
                : failure;
    }
}
