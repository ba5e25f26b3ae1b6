package io.starlingdb.node.coordinator;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.replica.DoneHandler;

/** Keeps logged batches on other nodes, which finish them if their coordinator does not. Called on the loop, never blocks. */
public interface BatchLog {
    /** Keeps nothing: logged batches are refused. */
    BatchLog NONE = (batch, deadlineNanos, handler) -> handler.failed(StarlingException.unavailable(1, 0));

    /**
     * Has two nodes keep the batch, or as many as there are. The handler hears, on the loop, when they have it as durably as a write; what it is given then
     * makes them forget it, to be run when all of the batch is written. If storing fails they may have it all the same, and then it is carried out.
     */
    void store(LoggedBatch batch, long deadlineNanos, DoneHandler<Runnable> handler);
}
