package io.starlingdb.node.storage;

import io.starlingdb.node.data.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A task on its way through its shard. The fields are the shard's own; only while the work is out for loading, those of its
 * last part belong to whoever does that.
 */
final class Work {

    /** What a shard does with it. */
    enum Kind {
        /** Loads its rows and ranges, then runs. */
        TASK,
        /** Stands at a {@link Fence} until its ranges are erased, behind all that was there before. */
        ERASE,
        /** Does nothing, behind all that was there before, and holds up nobody. */
        BARRIER
    }

    final ShardTask task;
    final Kind kind;
    /** Of an erasure. */
    final @Nullable Fence fence;

    List<RowKey> keys = List.of();
    List<KeyRange> ranges = List.of();

    /** Whether it stands in the {@link Parking}. */
    boolean parked;
    /** How many works before it must end first. */
    int waitsFor;
    /** The works that wait for this one. */
    final List<Work> followers = new ArrayList<>(0);
    /** Whether it wrote, or saw what is not committed yet: it then shares the fate of the batch. */
    boolean onBatch;

    /** The rows to be loaded. */
    List<RowKey> missing = List.of();
    /** What was loaded, in key order. */
    final Map<RowKey, Loaded> loaded = new TreeMap<>();
    /** Whether the ranges are among it. */
    boolean rangesLoaded;
    /** Whether the erasure is done. */
    boolean fencePassed;
    /** Why loading or erasing failed, or null. */
    @Nullable
    RuntimeException loadFailure;

    private Work(ShardTask task, Kind kind, @Nullable Fence fence) {
        this.task = task;
        this.kind = kind;
        this.fence = fence;
    }

    static Work of(ShardTask task) {
        return new Work(task, Kind.TASK, null);
    }

    static Work barrier(ShardTask task) {
        return new Work(task, Kind.BARRIER, null);
    }

    static Work erasure(ShardTask task, Fence fence) {
        return new Work(task, Kind.ERASE, fence);
    }

    boolean isExpired(long nowNanos) {
        long deadline = task.deadlineNanos();
        return deadline != Long.MAX_VALUE && nowNanos - deadline > 0;
    }

    /** Whether ranges of its rows are still to be read. */
    boolean needsRanges() {
        return kind == Kind.TASK && !ranges.isEmpty() && !rangesLoaded;
    }

    /** Whether the key lies in one of its ranges. */
    boolean covers(RowKey key) {
        for (KeyRange range : ranges) {
            if (range.contains(key.bytes())) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of its ranges and one of the other's have keys in common. */
    boolean overlaps(Work other) {
        for (KeyRange mine : ranges) {
            for (KeyRange theirs : other.ranges) {
                if (!mine.intersect(theirs).isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }
}
