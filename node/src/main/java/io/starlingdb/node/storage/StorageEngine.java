package io.starlingdb.node.storage;

import org.jspecify.annotations.Nullable;

/**
 * An ordered store of bytes under bytes: what the shards stand on. Keys are ordered as unsigned bytes.
 *
 * <p>Every method may be called from any thread, several at once. All but {@link #getCached} and {@link #statistics} may
 * wait for a disk, so none of them belongs on an event loop. Arrays that pass in either
 * direction are never changed afterwards, by neither side.
 *
 * <p><b>Durability.</b> When {@link #write} returns, the batch is visible to every reader and survives the death of the
 * process. It survives the loss of power when a write with {@code synced}, or a {@link #sync}, that began after it has
 * returned. Batches are lost only from the newest backwards: what survives is always a prefix of what was written.
 *
 * <p>Every method throws {@link StorageException} when the engine fails, {@link CorruptionException} when what it read
 * is not what was written, and {@link EngineClosedException} once it is closed.
 */
public interface StorageEngine extends AutoCloseable {

    /** The value under {@code key}, or null if there is none. */
    byte @Nullable [] get(byte[] key);

    /** As {@link #get}, but without touching the disk: {@link Lookup#COLD} where only the disk knows. */
    Lookup getCached(byte[] key);

    /**
     * Applies the batch whole or not at all. After a failure it is unknown whether the batch will be there when the
     * engine is opened again; until then it is not.
     *
     * @param synced whether to return only when the batch would survive the loss of power
     */
    void write(Batch batch, boolean synced);

    /** Makes everything written so far survive the loss of power. Costs nothing when nothing was written since. */
    void sync();

    /** What was written so far, as a view that no later write changes. To be closed soon: it keeps old data on disk. */
    EngineSnapshot snapshot();

    /** What the engine uses and does now. Cheap enough to ask every second. */
    EngineStatistics statistics();

    /**
     * Makes everything durable and frees all resources, after the calls under way have ended. Snapshots and cursors
     * must be closed before. Closing again does nothing.
     */
    @Override
    void close();
}
