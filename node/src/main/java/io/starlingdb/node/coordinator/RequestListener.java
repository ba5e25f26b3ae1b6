package io.starlingdb.node.coordinator;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.node.ring.Consistency;
import org.jspecify.annotations.Nullable;

/**
 * Hears what becomes of client requests; the metrics are such a listener. Every method is called on the node's loop, must not block,
 * and must not throw.
 */
public interface RequestListener {
    /** What a request was, for counting. */
    enum Operation {
        /** One partition read. */
        READ,
        /** A range of partitions read. */
        RANGE_READ,
        /** One mutation. */
        WRITE,
        /** Several mutations in one request; each is also counted as a {@link #WRITE}. */
        BATCH
    }

    /** Hears nothing. */
    RequestListener NONE = new RequestListener() {};

    /**
     * A request has ended.
     *
     * @param operation what it was
     * @param consistency the level asked
     * @param nanos how long it took here
     * @param error null if it succeeded, else the code it failed with
     */
    default void ended(Operation operation, Consistency consistency, long nanos, @Nullable ErrorCode error) {}

    /** A read found replicas behind; so many rows were written back to them before it was answered. */
    default void readRepaired(int rows) {}

    /** A replica was slow or gone; another was asked in its stead. */
    default void hedged() {}
}
