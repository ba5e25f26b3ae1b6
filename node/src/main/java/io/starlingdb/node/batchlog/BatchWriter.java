package io.starlingdb.node.batchlog;

import io.starlingdb.node.data.Delta;
import io.starlingdb.node.replica.DoneHandler;

/** Writes one delta of a batch to its replicas; done when enough have it that no loss of one of them loses it. */
public interface BatchWriter {
    void write(Delta delta, long deadlineNanos, DoneHandler<Boolean> handler);
}
