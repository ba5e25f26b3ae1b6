package io.starlingdb.node.http;

import io.starlingdb.client.ConsistencyLevel;
import java.util.concurrent.TimeUnit;

/**
 * How the HTTP edge behaves.
 *
 * @param bodyBytesMax the largest body it takes; larger ones get 413
 * @param inFlightMax how many requests may be under way at once, each holding up to its body and its answer in memory;
 *     more get 503 at once. Raising it lets more clients wait instead of retrying, at the price of memory and latency
 * @param idempotencyKeysMax how many idempotency keys of the last ten minutes a node remembers, at about 300 bytes each
 *     (see {@link IdempotentWrites})
 * @param connectionsMax how many connections may be open at once; more are closed at once. Each takes a file descriptor
 * @param idleSeconds after how long without traffic a connection is closed
 * @param consistency the level of requests that name none
 * @param timeoutNanos the time that requests have which name none
 */
public record HttpOptions(
        int bodyBytesMax,
        int inFlightMax,
        int idempotencyKeysMax,
        int connectionsMax,
        int idleSeconds,
        ConsistencyLevel consistency,
        long timeoutNanos) {
    /** 16 MiB bodies, 2,000 requests under way, 200,000 keys, 10,000 connections, 5 minutes, QUORUM, 10 s. */
    public static final HttpOptions DEFAULT = new HttpOptions(
            16 << 20, 2_000, 200_000, 10_000, 300, ConsistencyLevel.QUORUM, TimeUnit.SECONDS.toNanos(10));
}
