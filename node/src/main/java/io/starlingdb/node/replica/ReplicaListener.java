package io.starlingdb.node.replica;

import io.starlingdb.node.data.Delta;

/** Hears what happens on this replica; the metrics are such a listener. Must not block or throw. */
public interface ReplicaListener {
    /** Hears nothing. */
    ReplicaListener NONE = new ReplicaListener() {};

    /** A write that this node issued lost to one that had not seen it, on a {@code last_write_wins} table. On any thread. */
    default void lostWrite(int tableId) {}

    /** This node has given the request's write its dot; it is not committed yet. On the shard's thread. */
    default void issued(long requestId, Delta delta) {}

    /** Work was dropped because its deadline had passed. On the loop. */
    default void deadlinePassed() {}

    /** A recovering replica has exchanged with all the co-replicas it needs; its reads count again. On the loop. */
    default void recovered(long rowsJoined) {}
}
