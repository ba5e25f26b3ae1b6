package io.starlingdb.node.storage;

/**
 * A read over many rows, on a snapshot, beside the shards.
 *
 * @param <T> what it finds
 */
public interface ScanTask<T> {

    /** When the scan loses its value, on the time source's monotonic scale; {@link Long#MAX_VALUE} for never. */
    long deadlineNanos();

    /** Reads, on a scan thread; may wait for the disk. The rows are valid within this call only. */
    T scan(SnapshotRows rows);

    /** On the loop: what {@link #scan} returned. */
    void completed(T result);

    /** On the loop: what {@link #scan} threw, or {@code StarlingException} with {@code TIMEOUT}. */
    void failed(Throwable failure);
}
