package io.starlingdb.node.cql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.SchemaAccess;
import io.starlingdb.node.cql.ast.Batch;
import io.starlingdb.node.cql.ast.Parsed;
import io.starlingdb.node.cql.parse.CqlParser;
import io.starlingdb.node.cql.plan.Planner;
import io.starlingdb.node.cql.plan.WritePlan;
import io.starlingdb.node.cql.run.BoundWrite;
import io.starlingdb.node.cql.run.ReadThresholds;
import io.starlingdb.node.cql.run.ResultSet;
import io.starlingdb.node.cql.run.Runner;
import io.starlingdb.node.cql.run.Session;
import io.starlingdb.node.cql.run.VirtualTables;
import io.starlingdb.node.cql.value.BindVariable;
import io.starlingdb.node.cql.value.Evaluation;
import io.starlingdb.node.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs CQL: parses and plans each text once per version of the schema, then evaluates and executes. Used on the node's loop
 * only; never blocks; its futures complete on the loop.
 */
public final class CqlEngine {

    /** A text counts as one statement more for each so many characters. */
    private static final int WEIGHED_CHARS = 1024;

    private final SchemaAccess schema;
    private final Planner planner;
    private final Runner runner;
    private final Cache<Key, Prepared> byText;
    private final TimeSource time;
    private StatementListener listener = StatementListener.NONE;

    /** @param session the session's keyspace */
    private record Key(@Nullable String session, String text) {}

    /**
     * @param contextSecret the cluster's secret, under which causal contexts are sealed
     * @param statementsMax how many planned statements are kept; long ones count more
     */
    public CqlEngine(
            DataAccess data,
            SchemaAccess schema,
            VirtualTables virtual,
            TimeSource time,
            RandomGenerator random,
            Supplier<byte[]> contextSecret,
            int statementsMax) {
        this.schema = schema;
        this.time = time;
        this.planner = new Planner(virtual.schema());
        this.runner = new Runner(data, schema, virtual, time, random, contextSecret);
        // The direct executor keeps maintenance on the loop, so that a simulation does the same each time.
        this.byText = Caffeine.newBuilder()
                .maximumWeight(statementsMax)
                .weigher((Key key, Prepared statement) -> 1 + key.text().length() / WEIGHED_CHARS)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Parses and plans a statement, or finds it done already.
     *
     * @param keyspace the session's keyspace, for names that come without one
     * @throws StarlingException SYNTAX_ERROR, INVALID or NOT_IMPLEMENTED
     */
    public Prepared prepare(String text, @Nullable String keyspace) {
        Schema current = schema.current();
        Key key = new Key(keyspace, text);
        Prepared found = byText.getIfPresent(key);
        if (found != null && found.schemaVersion().equals(current.version())) {
            return found;
        }
        Parsed parsed = found == null ? CqlParser.parse(text) : found.parsed();
        Prepared prepared = new Prepared(
                found == null ? id(keyspace, text) : found.id(),
                text,
                keyspace,
                parsed,
                planner.plan(parsed, current, keyspace),
                current.version());
        byText.put(key, prepared);
        return prepared;
    }

    /**
     * Prepares and executes a text.
     *
     * @param values for each marker its serialized value, null, or {@link Evaluation#UNSET}
     * @return fails with a {@link StarlingException}, bare; with anything else only if there is a fault in this program
     */
    public CompletableFuture<ResultSet> execute(String text, List<byte @Nullable []> values, Session session) {
        return started(() -> run(prepare(text, session.keyspace()), values, session));
    }

    /** Executes a prepared statement; the session's keyspace does not count, that of preparing does. */
    public CompletableFuture<ResultSet> execute(Prepared statement, List<byte @Nullable []> values, Session session) {
        return started(() -> run(current(statement), values, session));
    }

    /**
     * Executes a batch of statements that were prepared one by one (the native protocol's BATCH).
     *
     * @param statements INSERTs, UPDATEs and DELETEs
     */
    public CompletableFuture<ResultSet> batch(Batch.Kind kind, List<Bound> statements, Session session) {
        return started(() -> {
            List<BoundWrite> writes = new ArrayList<>(statements.size());
            for (Bound bound : statements) {
                Prepared statement = current(bound.statement());
                if (!(statement.planned().plan() instanceof WritePlan plan)) {
                    throw StarlingException.invalid(
                            "Invalid statement in batch: only UPDATE, INSERT and DELETE statements are allowed.");
                }
                writes.add(new BoundWrite(plan, bound(statement.variables(), bound.values())));
            }
            return runner.batch(kind, writes, session);
        });
    }

    /** A statement of a batch with its values. */
    public record Bound(Prepared statement, List<byte @Nullable []> values) {}

    /** The statement for the schema of now: itself, unless that has changed. */
    public Prepared current(Prepared statement) {
        return statement.schemaVersion().equals(schema.current().version())
                ? statement
                : prepare(statement.text(), statement.keyspace());
    }

    /** From now on clients whose reads cost more are warned. */
    public void warnAbove(ReadThresholds thresholds) {
        runner.warnAbove(thresholds);
    }

    /** From now on this one hears how long statements take. */
    public void listen(StatementListener newListener) {
        listener = newListener;
    }

    private CompletableFuture<ResultSet> run(Prepared statement, List<byte @Nullable []> values, Session session) {
        long began = time.nanoTime();
        CompletableFuture<ResultSet> running =
                runner.run(statement.planned(), statement.text(), bound(statement.variables(), values), session);
        return running.whenComplete(
                (result, failure) -> listener.ended(statement.text(), session, time.nanoTime() - began, failure));
    }

    /** Whatever goes wrong, at once or later, fails the future, and without the wrapping that futures add. */
    private static CompletableFuture<ResultSet> started(Supplier<CompletableFuture<ResultSet>> work) {
        CompletableFuture<ResultSet> running;
        try {
            running = work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (running.isDone() && !running.isCompletedExceptionally()) {
            return running;
        }
        CompletableFuture<ResultSet> answer = new CompletableFuture<>();
        CompletableFuture<ResultSet> unused = running.whenComplete((result, failure) -> {
            if (failure == null) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
        });
        return answer;
    }

    /** Puts values given by the markers' names into the markers' order; a name that is not given is left unset. */
    public static List<byte @Nullable []> byName(List<BindVariable> variables, Map<String, byte @Nullable []> values) {
        List<byte @Nullable []> ordered = new ArrayList<>(variables.size());
        for (BindVariable variable : variables) {
            ordered.add(values.containsKey(variable.name()) ? values.get(variable.name()) : Evaluation.UNSET);
        }
        return ordered;
    }

    private static List<byte @Nullable []> bound(List<BindVariable> variables, List<byte @Nullable []> values) {
        if (values.size() != variables.size()) {
            throw StarlingException.invalid(
                    "There were " + variables.size() + " markers(?) in CQL but " + values.size() + " bound variables");
        }
        return values;
    }

    private static byte[] id(@Nullable String keyspace, String text) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            byte[] digest = md5.digest(((keyspace == null ? "" : keyspace) + text).getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
