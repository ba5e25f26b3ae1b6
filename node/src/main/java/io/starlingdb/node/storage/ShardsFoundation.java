package io.starlingdb.node.storage;

import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import java.util.function.LongSupplier;

/**
 * What shards stand on.
 *
 * @param engine where rows are stored; not closed with the shards
 * @param settings their number and bounds
 * @param time for deadlines
 * @param loop where the ends of tasks and scans are told
 * @param usableDiskBytes what the disk has left; asked beside the loop
 * @param listener hears what an operator must know
 */
public record ShardsFoundation(
        StorageEngine engine,
        ShardsSettings settings,
        TimeSource time,
        Scheduler loop,
        LongSupplier usableDiskBytes,
        StorageListener listener) {}
