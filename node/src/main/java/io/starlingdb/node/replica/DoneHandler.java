package io.starlingdb.node.replica;

/** Hears what becomes of work on a replica. One of the two is called, once, on the loop. */
public interface DoneHandler<T> {
    void done(T result);

    void failed(Throwable failure);
}
