package io.starlingdb.node.storage;

/** Walks the keys of a range in their order. For the thread and the duration of one {@link ScanTask#scan}. */
public interface KeyCursor extends AutoCloseable {

    /** Steps to the next key; false when there is none. {@link #key} is valid only after true. */
    boolean next();

    /** The key, the caller's to keep. */
    byte[] key();

    @Override
    void close();
}
