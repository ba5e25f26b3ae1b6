package io.starlingdb.node.storage;

/** The stored entries of a checkpoint, opened for reading; its files are not changed. For one thread at a time; reads wait for the disk. */
public interface StoredCopy extends AutoCloseable {
    /** A cursor in front of the first entry of the range, forwards. */
    EngineCursor cursor(KeyRange range);

    /** Frees it; cursors must be closed before. Closing again does nothing. */
    @Override
    void close();
}
