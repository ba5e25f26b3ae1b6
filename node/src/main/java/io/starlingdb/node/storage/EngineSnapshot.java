package io.starlingdb.node.storage;

import org.jspecify.annotations.Nullable;

/** A view of an engine that no later write changes. May be used by one thread at a time; reads may wait for a disk. */
public interface EngineSnapshot extends AutoCloseable {

    /** The value under {@code key}, or null if there is none. */
    byte @Nullable [] get(byte[] key);

    /** A cursor in front of the first entry of the range in the given direction. */
    EngineCursor cursor(KeyRange range, Direction direction);

    /** Frees the view; its cursors must be closed before. Closing again does nothing. */
    @Override
    void close();
}
