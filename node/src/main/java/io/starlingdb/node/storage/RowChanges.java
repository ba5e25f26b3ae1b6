package io.starlingdb.node.storage;

import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every change of a stored row, whatever caused it: what is kept about rows elsewhere (anti-entropy's sums) follows by this alone.
 * Must not block or throw.
 *
 * <p>A change is told once the task that made it has succeeded, in the order of tasks, before its batch is committed: a snapshot that is
 * taken then may lack it, unless {@link Shards#sync} was waited for. Should that batch fail, {@link #failed} takes back what was told of that shard.
 */
public interface RowChanges {
    /** Hears nothing. */
    RowChanges NONE = new RowChanges() {};

    /**
     * A row was put or deleted. On the thread of its shard.
     *
     * @param before null if there was none
     * @param after null if there is none
     */
    default void changed(RowKey key, @Nullable Row before, @Nullable Row after) {}

    /** As {@link #changed}, but what was stored before could not be read. On the thread of its shard. */
    default void replacedCorrupt(RowKey key, @Nullable Row after) {}

    /**
     * A read was refused because what is stored is not what was written. On any thread.
     *
     * @param key the row, or null if the place in the file does not tell
     */
    default void corrupt(@Nullable RowKey key) {}

    /** All rows of these ranges were erased. On the thread of one of the shards, while no other works on these rows. */
    default void erased(List<KeyRange> ranges) {}

    /** A batch of this shard was not written: of what was told before nobody knows whether it is stored. On the thread of a shard. */
    default void failed(int shard) {}
}
