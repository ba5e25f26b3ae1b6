package io.starlingdb.node.coordinator;

import io.starlingdb.node.data.Delta;
import io.starlingdb.node.replica.DoneHandler;

/** Writes of which the dots were given elsewhere, and may be given to no others. Loop only. */
public interface StampedWrites {
    /** To be called in the turn of the loop in which the stamp was issued: nobody takes it for settled until it is released. */
    void hold(long stamp);

    void release(long stamp);

    /**
     * Writes the delta at QUORUM to those who own its rows now; its lowest stamp must be held. Again: the same write. A table that is gone counts as written.
     */
    void write(Delta delta, long deadlineNanos, DoneHandler<Boolean> handler);
}
