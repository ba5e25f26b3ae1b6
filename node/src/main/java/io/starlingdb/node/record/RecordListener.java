package io.starlingdb.node.record;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.node.ring.ClusterRecord;

/** Hears of what an operator should know. Called on the loop; must not block. The defaults ignore it. */
public interface RecordListener {
    /** Nobody listens. */
    RecordListener SILENT = new RecordListener() {};

    /** Saved state could not be written: until it can, this node does not vote and learns no newer record. */
    default void saveFailed(Throwable cause) {}

    /** {@code from} sent the record of another cluster; it was ignored. */
    default void foreignRecord(Endpoint from, ClusterRecord record) {}

    /** This node found that it lost its memory as a voter, and asks to be recorded with its new one. */
    default void memoryLost() {}
}
