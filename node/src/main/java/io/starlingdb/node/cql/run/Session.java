package io.starlingdb.node.cql.run;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.wire.TraceLog;
import org.jspecify.annotations.Nullable;

/**
 * What a client says beside the statement.
 *
 * @param keyspace for names that come without one; null if none was chosen
 * @param consistency how many replicas must answer
 * @param serialConsistency for conditional writes: SERIAL or LOCAL_SERIAL
 * @param pageSize how many rows a page has at most; 0 or less to get all rows in one
 * @param pagingState where the last page ended; null for the first
 * @param timeoutNanos how long the client waits, from now
 * @param timestamp the client's timestamp for writes, µs; null to let the server choose
 * @param trace takes what is done for the statement; null if nobody wants to know
 * @param actor who sends it, for the audit: user and address; may be left out where the schema is not changed
 */
public record Session(
        @Nullable String keyspace,
        ConsistencyLevel consistency,
        ConsistencyLevel serialConsistency,
        int pageSize,
        byte @Nullable [] pagingState,
        long timeoutNanos,
        @Nullable Long timestamp,
        @Nullable TraceLog trace,
        @Nullable String actor) {

    /** LOCAL_ONE, no paging, no keyspace: what Cassandra takes when nothing is said. */
    public static final Session DEFAULT = new Session(
            null,
            ConsistencyLevel.LOCAL_ONE,
            ConsistencyLevel.SERIAL,
            0,
            null,
            RequestOptions.DEFAULT_TIMEOUT_NANOS,
            null,
            null,
            null);

    public Session withKeyspace(@Nullable String name) {
        return new Session(
                name, consistency, serialConsistency, pageSize, pagingState, timeoutNanos, timestamp, trace, actor);
    }

    public Session withConsistency(ConsistencyLevel level) {
        return new Session(
                keyspace, level, serialConsistency, pageSize, pagingState, timeoutNanos, timestamp, trace, actor);
    }

    public Session withSerialConsistency(ConsistencyLevel level) {
        return new Session(keyspace, consistency, level, pageSize, pagingState, timeoutNanos, timestamp, trace, actor);
    }

    /** The page that follows {@code state}; null for the first. */
    public Session withPage(int size, byte @Nullable [] state) {
        return new Session(
                keyspace, consistency, serialConsistency, size, state, timeoutNanos, timestamp, trace, actor);
    }

    public Session withTimeoutNanos(long nanos) {
        return new Session(
                keyspace, consistency, serialConsistency, pageSize, pagingState, nanos, timestamp, trace, actor);
    }

    public Session withTimestamp(@Nullable Long micros) {
        return new Session(
                keyspace, consistency, serialConsistency, pageSize, pagingState, timeoutNanos, micros, trace, actor);
    }

    public Session withTrace(@Nullable TraceLog log) {
        return new Session(
                keyspace, consistency, serialConsistency, pageSize, pagingState, timeoutNanos, timestamp, log, actor);
    }

    public Session withActor(@Nullable String who) {
        return new Session(
                keyspace, consistency, serialConsistency, pageSize, pagingState, timeoutNanos, timestamp, trace, who);
    }
}
