package io.starlingdb.node.simulation;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.coordinator.WriteResult;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.sim.SimWorld;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One client: it asks some node, waits for the answer, and gives up for itself when none comes, because a node that dies answers
 * nobody.
 */
final class Client {
    static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** How long a client waits beyond the time it told the node. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final SimCluster cluster;
    private final SimWorld world;
    private final RandomGenerator random;
    private final Tally tally;

    Client(SimWorld world, SimCluster cluster, RandomGenerator random, Tally tally) {
        this.world = world;
        this.cluster = cluster;
        this.random = random;
        this.tally = tally;
    }

    /** What became of a read: {@code result} is null unless it was done. */
    record Read(Outcome outcome, @Nullable ReadResult result, long beganNanos, long endedNanos) {}

    /** What became of a write: {@code result} is null unless it was done. */
    record Written(Outcome outcome, @Nullable WriteResult result, long beganNanos, long endedNanos) {}

    interface ReadEnd {
        void ended(Read read);
    }

    interface WriteEnd {
        void ended(Written written);
    }

    RandomGenerator random() {
        return random;
    }

    long nowNanos() {
        return world.time().nowNanos();
    }

    static RequestOptions at(ConsistencyLevel level) {
        return RequestOptions.at(level).withTimeoutNanos(TIMEOUT_NANOS);
    }

    void write(Mutation mutation, RequestOptions options, WriteEnd end) {
        long began = nowNanos();
        ask(data -> data.write(mutation, options), (outcome, result) -> {
            tally.write(outcome);
            end.ended(new Written(outcome, result, began, nowNanos()));
        });
    }

    void read(ReadQuery query, RequestOptions options, ReadEnd end) {
        long began = nowNanos();
        ask(data -> data.read(query, options), (outcome, result) -> {
            tally.read(outcome);
            end.ended(new Read(outcome, result, began, nowNanos()));
        });
    }

    /** Reads until it succeeds: for the healed cluster. */
    void insist(ReadQuery query, ConsistencyLevel level, ReadEnd end) {
        read(query, at(level), read -> {
            if (read.outcome() == Outcome.DONE) {
                end.ended(read);
            } else {
                retry(() -> insist(query, level, end));
            }
        });
    }

    /**
     * Reads at ONE through every node, until each has answered, and notes if they do not show the same: a replica answers from its own copy.
     */
    void compareReplicas(
            ReadQuery query, String name, Function<ReadResult, String> shown, Violations violations, Runnable ended) {
        compareReplicas(query, name, shown, violations, 0, null, ended);
    }

    private void compareReplicas(
            ReadQuery query,
            String name,
            Function<ReadResult, String> shown,
            Violations violations,
            int node,
            @Nullable String first,
            Runnable ended) {
        if (node == world.nodes().size()) {
            ended.run();
            return;
        }
        if (cluster.isRetired(world.nodes().get(node))) {
            compareReplicas(query, name, shown, violations, node + 1, first, ended);
            return;
        }
        ask(
                cluster.data(world.nodes().get(node)),
                data -> data.read(query, at(ConsistencyLevel.ONE)),
                (outcome, result) -> {
                    if (result == null) {
                        retry(() -> compareReplicas(query, name, shown, violations, node, first, ended));
                        return;
                    }
                    String copy = shown.apply(result);
                    if (first != null && !first.equals(copy)) {
                        violations.add(
                                name + " has not converged: node " + node + " shows " + copy + ", another " + first);
                    }
                    compareReplicas(query, name, shown, violations, node + 1, first == null ? copy : first, ended);
                });
    }

    private void retry(Runnable again) {
        world.time().after(RETRY_NANOS, again);
    }

    private interface End<T> {
        void ended(Outcome outcome, @Nullable T result);
    }

    private <T> void ask(Function<DataAccess, CompletableFuture<T>> request, End<T> end) {
        ask(cluster.data(world.nodes().get(random.nextInt(world.nodes().size()))), request, end);
    }

    private <T> void ask(@Nullable DataAccess data, Function<DataAccess, CompletableFuture<T>> request, End<T> end) {
        if (data == null) {
            // As a refused connection: known at once.
            world.time().after(TimeUnit.MILLISECONDS.toNanos(1), () -> end.ended(Outcome.REFUSED, null));
            return;
        }
        boolean[] ended = new boolean[1];
        CompletableFuture<T> answer = request.apply(data);
        answer.whenComplete((result, failure) -> {
            if (!ended[0]) {
                ended[0] = true;
                end.ended(failure == null ? Outcome.DONE : outcomeOf(failure), failure == null ? result : null);
            }
        });
        if (!answer.isDone()) {
            world.time().after(TIMEOUT_NANOS + PATIENCE_NANOS, () -> {
                if (!ended[0]) {
                    ended[0] = true;
                    end.ended(Outcome.UNKNOWN, null);
                }
            });
        }
    }

    private Outcome outcomeOf(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StarlingException problem) {
            return switch (problem.code()) {
                case UNAVAILABLE, OVERLOADED, BOOTSTRAPPING, READ_ONLY -> Outcome.REFUSED;
                case TIMEOUT, REPLICA_FAILURE, UNKNOWN -> Outcome.UNKNOWN;
                default -> {
                    tally.surprise(problem.code() + ": " + problem.text());
                    yield Outcome.UNKNOWN;
                }
            };
        }
        tally.surprise(String.valueOf(cause));
        return Outcome.UNKNOWN;
    }
}
