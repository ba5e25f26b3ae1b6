package io.starlingdb.node.storage;

import io.starlingdb.node.data.RowKey;
import org.jspecify.annotations.Nullable;

/** Hears what an operator or a repair must know. Called from any thread; must not block. */
public interface StorageListener {

    /** Does nothing. */
    StorageListener NONE = new StorageListener() {};

    /**
     * A read was refused because what is stored is not what was written.
     *
     * @param key the row, or null if the place in the file does not tell
     */
    default void corrupt(@Nullable RowKey key, CorruptionException corruption) {}

    /** A shard's batch, or an erasure, was not written; its tasks are told. */
    default void commitFailed(int shard, RuntimeException failure) {}

    /** What was acknowledged since the last sync may not survive the loss of power; it will be tried again. */
    default void syncFailed(StorageException failure) {}

    /** From now on writes are refused, or are taken again. */
    default void disk(DiskReport report) {}

    /** A sync of the log took so long. */
    default void synced(long nanos) {}

    /** A batch was committed. */
    default void committed(int shard, int tasks, int rows, long nanos) {}
}
