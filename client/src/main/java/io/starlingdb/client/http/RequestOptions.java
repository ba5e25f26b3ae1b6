package io.starlingdb.client.http;

import io.starlingdb.client.ConsistencyLevel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one request is carried out, where it differs from what the client was built with. Immutable; each {@code with…} gives another one.
 *
 * @param consistency how many replicas it waits for; null for the client's
 * @param replicas the same as a number ({@code r} of reads, {@code w} of writes); 0 for none
 * @param sloppy whether hints on fallback nodes count
 * @param context what the caller has seen: a read asks for at least that, a write replaces just that; null for nothing
 * @param ttlSeconds how long what is written lives; 0 for ever
 * @param timestampMicros of what is written, microseconds since 1970; null for the server's. With one, a write may be sent again to any node
 * @param timeout of one try; null for the client's
 */
public record RequestOptions(
        @Nullable ConsistencyLevel consistency,
        int replicas,
        boolean sloppy,
        @Nullable CausalContext context,
        int ttlSeconds,
        @Nullable Long timestampMicros,
        @Nullable Duration timeout) {

    /** Everything as the client was built. */
    public static final RequestOptions DEFAULT = new RequestOptions(null, 0, false, null, 0, null, null);

    public RequestOptions withConsistency(ConsistencyLevel level) {
        return new RequestOptions(level, 0, sloppy, context, ttlSeconds, timestampMicros, timeout);
    }

    public RequestOptions withReplicas(int count) {
        return new RequestOptions(null, count, sloppy, context, ttlSeconds, timestampMicros, timeout);
    }

    public RequestOptions withSloppy(boolean on) {
        return new RequestOptions(consistency, replicas, on, context, ttlSeconds, timestampMicros, timeout);
    }

    public RequestOptions withContext(CausalContext seen) {
        return new RequestOptions(consistency, replicas, sloppy, seen, ttlSeconds, timestampMicros, timeout);
    }

    public RequestOptions withTtlSeconds(int seconds) {
        return new RequestOptions(consistency, replicas, sloppy, context, seconds, timestampMicros, timeout);
    }

    public RequestOptions withTimestampMicros(long micros) {
        return new RequestOptions(consistency, replicas, sloppy, context, ttlSeconds, micros, timeout);
    }

    public RequestOptions withTimeout(Duration limit) {
        return new RequestOptions(consistency, replicas, sloppy, context, ttlSeconds, timestampMicros, limit);
    }
}
