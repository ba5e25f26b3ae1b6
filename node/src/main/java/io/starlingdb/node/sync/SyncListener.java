package io.starlingdb.node.sync;

import io.starlingdb.antientropy.ExchangeResult;

/** Hears how exchanges end; the metrics are such a listener. On the loop; must not block or throw. */
public interface SyncListener {
    /** Hears nothing. */
    SyncListener NONE = new SyncListener() {};

    /**
     * An exchange that this node began has ended.
     *
     * @param fetched rows that were joined here
     * @param sent rows that were given to the other
     * @param bytes of those rows, both ways
     */
    default void exchanged(ExchangeResult result, long fetched, long sent, long bytes) {}

    /** A corrupt row was fetched from a co-replica and stored anew. */
    default void mendedCorrupt() {}
}
