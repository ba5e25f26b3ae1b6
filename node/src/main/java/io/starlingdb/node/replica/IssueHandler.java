package io.starlingdb.node.replica;

import io.starlingdb.node.data.Delta;

/** Hears what becomes of a write that this replica is to issue. Called on the loop. */
public interface IssueHandler {
    /** It has its dot and may travel; it is not committed here yet. Called once at most, before the others. */
    void issued(Delta delta);

    /** It is committed here, as durable as configured. */
    void committed();

    /**
     * It is not, and this replica will not hold it: before {@link #issued} nothing has happened at all. The failure is a
     * {@code StarlingException} where it has something to say to the client.
     */
    void failed(Throwable failure);
}
