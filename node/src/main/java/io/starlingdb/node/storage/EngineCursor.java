package io.starlingdb.node.storage;

/** Walks the entries of a range in key order, or backwards. For one thread; each step may wait for a disk. */
public interface EngineCursor extends AutoCloseable {

    /** Steps to the next entry; false when there is none. {@link #key} and {@link #value} are valid only after true. */
    boolean next();

    /** The entry's key, the caller's to keep. */
    byte[] key();

    /** The entry's value, the caller's to keep. */
    byte[] value();

    /** Frees the cursor. Closing again does nothing. */
    @Override
    void close();
}
