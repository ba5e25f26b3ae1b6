package io.starlingdb.node.storage;

import io.starlingdb.node.data.RowKey;
import java.util.List;

/**
 * A piece of work on the rows of one token: read, compute, write.
 *
 * <p>The shard of {@link #token} asks for {@link #reads} and {@link #ranges}, loads those rows, then calls {@link #run}
 * on its thread. Tasks that name a common row run in the order of their submission; others may overtake each other,
 * because a task whose rows lie on disk waits alone. What {@code run} put is committed together with the work of other
 * tasks; then exactly one of {@link #committed} and {@link #failed} is called, on the loop.
 */
public interface ShardTask {

    /** The token of all rows it names; it decides which shard does the work. */
    long token();

    /** When the work loses its value, on the time source's monotonic scale; {@link Long#MAX_VALUE} for never. */
    long deadlineNanos();

    /** The rows it will read or write. Asked once, on the shard's thread. */
    List<RowKey> reads();

    /**
     * Ranges it will read or write whole, within the partitions of its token. They are always read beside the shard's
     * thread and all other work on them waits meanwhile: for the rare work that needs it. Asked once.
     */
    default List<KeyRange> ranges() {
        return List.of();
    }

    /** Whether its commit must survive the loss of power before {@link #committed}, whatever the configuration says. */
    default boolean synced() {
        return false;
    }

    /**
     * Does the work on the shard's thread. Must not block. What it throws fails this task alone, and what it had put is
     * forgotten.
     */
    void run(ShardContext rows);

    /** On the loop: what it read was committed, and what it put is committed, as durable as configured. */
    void committed();

    /**
     * On the loop: it did not happen, or (a {@link StorageException} from the commit) it is not visible but may be found
     * again after a restart. Besides what {@link #run} threw: {@code StarlingException} with {@code OVERLOADED} (no room
     * to wait for the disk), {@code TIMEOUT} (its deadline passed before it ran), {@code READ_ONLY}; {@link
     * CorruptionException}; {@link EngineClosedException}.
     */
    void failed(Throwable failure);
}
