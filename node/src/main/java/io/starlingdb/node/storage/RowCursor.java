package io.starlingdb.node.storage;

import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;

/** Walks the rows of a range in key order, or backwards. */
public interface RowCursor extends AutoCloseable {

    /**
     * Steps to the next row; false when there is none. {@link #key} and {@link #row} are valid only after true.
     *
     * @throws io.starlingdb.client.StarlingException {@code TIMEOUT} when the scan's deadline has passed
     * @throws CorruptionException if the file cannot be read on from here
     */
    boolean next();

    /** The row's key. */
    RowKey key();

    /**
     * The row, decoded at the first call.
     *
     * @throws CorruptionException if it is not what was written; the cursor can go on
     */
    Row row();

    /** Frees the cursor. Closing again does nothing. */
    @Override
    void close();
}
