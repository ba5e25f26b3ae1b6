package io.starlingdb.node.http;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TimeSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes that carry an idempotency key, for ten minutes from their first sending: sent again, such a write is not done again.
 *
 * <ul>
 *   <li>While it is under way, those who send it again wait for the same answer; afterwards they get the answer again.
 *   <li>If nothing was tried (unavailable, overloaded, invalid …) it is forgotten, and sending it again is a first time.
 *   <li>If its outcome is not known (timeout), a write that may be repeated is sent again <em>with the time of its first
 *       sending as its timestamp</em>, so it does not overwrite what others wrote in between; one that adds to a counter is
 *       never sent again: the answer stays that the outcome is unknown.
 *   <li>The same key and path with another method, query or body is refused with {@code conflict}.
 * </ul>
 *
 * <p>The memory is bounded. At the bound a <em>new</em> key is refused with {@code overloaded} before anything is tried,
 * because forgetting an old one would silently break its promise; keys leave only by their age. It is a node's own: the same
 * key sent to another node is a write of its own there, so a client that retries must come back to the node it began with, or
 * accept for plain columns that the same value is written twice. A restart forgets all. Loop only.
 */
final class IdempotentWrites {
    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final TimeSource time;
    private final int keysMax;
    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    /** A write that can be sent. */
    interface Write {
        /**
         * Sends it.
         *
         * @param timestampMicros null the first time; later the timestamp that makes it the same write
         */
        CompletableFuture<Answer> send(@Nullable Long timestampMicros);

        /** Whether sending it twice under one timestamp is the same as sending it once. */
        boolean isRepeatable();
    }

    private record Key(long high, long low) {}

    IdempotentWrites(TimeSource time, int keysMax) {
        this.time = time;
        this.keysMax = keysMax;
    }

    /** Sends the write unless it was sent before; gives its answer either way. */
    CompletableFuture<Answer> run(WriteName name, Write write) {
        expire();
        Key key = new Key(name.high(), name.low());
        Entry known = entries.get(key);
        if (known == null) {
            if (entries.size() >= keysMax) {
                return CompletableFuture.failedFuture(StarlingException.overloaded("This node remembers " + keysMax
                        + " idempotency keys of the last ten minutes, which is as many as it can"));
            }
            known = new Entry(name.content(), write, time.nanoTime(), time.wallMicros());
            entries.put(key, known);
            return known.send(key, null);
        }
        if (known.content != name.content()) {
            return CompletableFuture.failedFuture(new StarlingException(
                    ErrorCode.CONFLICT, "This Idempotency-Key was used for another write to the same path"));
        }
        return known.again(key);
    }

    /** How many keys are remembered. */
    int size() {
        return entries.size();
    }

    private void expire() {
        long now = time.nanoTime();
        for (Iterator<Entry> oldest = entries.values().iterator(); oldest.hasNext(); ) {
            Entry entry = oldest.next();
            if (now - entry.firstNanos < KEPT_NANOS || !entry.answer.isDone()) {
                return;
            }
            oldest.remove();
        }
    }

    private final class Entry {
        private final long content;
        private final long firstNanos;
        private final long firstMicros;
        /** Kept only until the outcome is known. */
        private @Nullable Write write;

        private boolean unknown;
        private CompletableFuture<Answer> answer = new CompletableFuture<>();

        Entry(long content, Write write, long firstNanos, long firstMicros) {
            this.content = content;
            this.write = write;
            this.firstNanos = firstNanos;
            this.firstMicros = firstMicros;
        }

        CompletableFuture<Answer> again(Key key) {
            Write kept = write;
            boolean repeat = answer.isDone() && unknown && kept != null && kept.isRepeatable();
            return repeat ? send(key, firstMicros) : answer;
        }

        @SuppressWarnings("FutureReturnValueIgnored") // both ways are dealt with inside
        CompletableFuture<Answer> send(Key key, @Nullable Long timestampMicros) {
            CompletableFuture<Answer> sent = new CompletableFuture<>();
            answer = sent;
            start(timestampMicros).whenComplete((ready, failure) -> {
                if (failure == null) {
                    unknown = false;
                    write = null;
                    sent.complete(ready);
                } else {
                    failed(key, Problem.error(failure));
                    sent.completeExceptionally(failure);
                }
            });
            return sent;
        }

        private CompletableFuture<Answer> start(@Nullable Long timestampMicros) {
            Write kept = write;
            if (kept == null) {
                throw new IllegalStateException("a write whose outcome is known is not sent again");
            }
            try {
                return kept.send(timestampMicros);
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        /** A repetition that could not be tried changes nothing: what the first try came to is still not known. */
        private void failed(Key key, StarlingException error) {
            unknown |= mayHaveHappened(error.code());
            if (!unknown) {
                entries.remove(key);
            }
        }
    }

    private static boolean mayHaveHappened(ErrorCode code) {
        return switch (code) {
            case TIMEOUT, REPLICA_FAILURE, UNKNOWN, SERVER_ERROR -> true;
            default -> false;
        };
    }
}
