package io.starlingdb.client.http;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.client.http.JsonCalls.Call;
import io.starlingdb.client.http.JsonCalls.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends a call to one node after another until one of them answers.
 *
 * <p>What may be sent again follows from what is known of the last try:
 *
 * <ul>
 *   <li><em>Nothing was tried</em> (nobody listens, {@code unavailable}, {@code overloaded}, {@code bootstrapping}, {@code read_only}): again,
 *       at another node.
 *   <li><em>The outcome is not known</em> (no answer in time, a broken connection, {@code timeout}, {@code replica_failure}): again at another
 *       node if the call is {@link Repeat#ANYWHERE}; at the same node if it is {@link Repeat#SAME_NODE}, as that one knows it by its
 *       Idempotency-Key; else this is the outcome.
 *   <li>Every other error is the answer.
 * </ul>
 *
 * <p>Between tries it waits, twice as long each time and a random part of it, so that many callers do not come back together.
 */
final class Failover {
    /** Where a call may be sent again whose outcome is not known. */
    enum Repeat {
        ANYWHERE,
        SAME_NODE,
        NOWHERE
    }

    private final BiFunction<NodeAddress, Call, CompletableFuture<Reply>> calls;
    private final NodeChoice nodes;
    private final int triesMax;
    private final Duration firstPause;
    private final RandomGenerator random;

    /**
     * @param calls sends one call to one node
     * @param triesMax the first included
     * @param firstPause before the second try, at most
     */
    Failover(
            BiFunction<NodeAddress, Call, CompletableFuture<Reply>> calls,
            NodeChoice nodes,
            int triesMax,
            Duration firstPause,
            RandomGenerator random) {
        this.calls = calls;
        this.nodes = nodes;
        this.triesMax = triesMax;
        this.firstPause = firstPause;
        this.random = random;
    }

    /** Completes with the first answer, or with the failure that ends the tries; one that may have had an effect is never told as untried. */
    CompletableFuture<Reply> send(Call call, Repeat repeat) {
        Sending sending = new Sending(call, repeat);
        sending.attempt(nodes.next(null));
        return JsonCalls.cancelling(sending.current, sending.end);
    }

    /** One call through all its tries; these follow each other. */
    private final class Sending {
        private final Call call;
        private final Repeat repeat;
        private final CompletableFuture<Reply> end = new CompletableFuture<>();
        private volatile CompletableFuture<Reply> current = new CompletableFuture<>();
        private int tries;
        private @Nullable StarlingException unknown;

        Sending(Call call, Repeat repeat) {
            this.call = call;
            this.repeat = repeat;
        }

        void attempt(NodeAddress node) {
            tries++;
            current = calls.apply(node, call);
            CompletableFuture<?> unused = current.whenComplete((reply, failure) -> {
                if (failure == null) {
                    nodes.answered(node);
                    end.complete(reply);
                } else if (!end.isDone()) {
                    failed(node, failure);
                }
            });
        }

        private void failed(NodeAddress node, Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (!(cause instanceof StarlingException problem)) {
                end.completeExceptionally(cause);
                return;
            }
            NodeAddress next = next(problem, node);
            if (next == null || tries >= triesMax) {
                boolean hidesAnEffect = unknown != null && isUntried(problem.code());
                end.completeExceptionally(hidesAnEffect ? unknown : problem);
                return;
            }
            // the first change of node costs no wait: another one is likely to be well
            long waitMicros = tries == 1 && !next.equals(node) ? 0 : pauseMicros();
            CompletableFuture<?> unused = CompletableFuture.runAsync(
                    () -> attempt(next),
                    CompletableFuture.delayedExecutor(waitMicros, TimeUnit.MICROSECONDS, Runnable::run));
        }

        private long pauseMicros() {
            long most = TimeUnit.NANOSECONDS.toMicros(firstPause.toNanos()) << Math.min(tries - 1, 10);
            return random.nextLong(most / 2, most + 1);
        }

        /** Where to try next; null for nowhere. */
        private @Nullable NodeAddress next(StarlingException problem, NodeAddress node) {
            if (isUntried(problem.code())) {
                if (problem.code() != ErrorCode.OVERLOADED) {
                    nodes.failed(node);
                }
                boolean bound = unknown != null && repeat == Repeat.SAME_NODE;
                return bound ? node : nodes.next(node);
            }
            if (!isUnknown(problem.code())) {
                return null;
            }
            unknown = problem;
            return switch (repeat) {
                case ANYWHERE -> nodes.next(node);
                case SAME_NODE -> node;
                case NOWHERE -> null;
            };
        }
    }

    private static boolean isUntried(ErrorCode code) {
        return switch (code) {
            case UNAVAILABLE, OVERLOADED, BOOTSTRAPPING, READ_ONLY -> true;
            default -> false;
        };
    }

    private static boolean isUnknown(ErrorCode code) {
        return switch (code) {
            case TIMEOUT, REPLICA_FAILURE -> true;
            default -> false;
        };
    }
}
