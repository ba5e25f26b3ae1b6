package io.starlingdb.node.storage;

import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a {@link ShardTask} named, as they are after all earlier tasks. Valid within {@link ShardTask#run} only.
 * Naming a row that the task did not announce is a fault of the caller ({@link IllegalArgumentException}).
 */
public interface ShardContext {

    /**
     * The stored row, or null if there is none.
     *
     * @throws CorruptionException if what is stored is not what was written; a task that repairs it may catch this and
     *     {@link #put} the row anew
     */
    @Nullable
    Row get(RowKey key);

    /**
     * The stored rows of a range that the task announced, in key order.
     *
     * @throws CorruptionException if one of them is not what was written
     */
    List<StoredRow> range(KeyRange range);

    /**
     * Stores the row in the place of what is there.
     *
     * @throws io.starlingdb.client.StarlingException {@code READ_ONLY} while the disk is nearly full
     */
    void put(RowKey key, Row row);

    /** Leaves no row there. Allowed while the disk is nearly full. */
    void delete(RowKey key);

    /**
     * Has this key there with nothing under it, or no such key: an entry of a secondary index, in the task's own batch. It is
     * neither announced nor cached nor told to observers; {@link SnapshotRows#keys} finds it.
     */
    void mark(byte[] key, boolean present);

    /** The number of the shard, from 0. */
    int shard();

    /**
     * How many batches of this shard failed since it was made. Whoever vouches for an unbroken history of its own writes
     * must not do so across a change of this number: what it wrote in between may be missing.
     */
    long failedBatches();
}
