package io.starlingdb.node.storage;

/**
 * How the shards are laid out and bounded.
 *
 * @param threads how many of each kind
 * @param limits what may wait before callers are refused
 * @param durability when a write is acknowledged, and when writes stop
 * @param rowCacheBytes heap for decoded rows. More means fewer reads of the engine; 0 switches the cache off
 */
public record ShardsSettings(Threads threads, Limits limits, Durability durability, long rowCacheBytes) {

    /** For a small machine: two shards, 64 MiB of rows, a sync every second, 1 GiB of disk left free. */
    public static final ShardsSettings DEFAULTS = new ShardsSettings(
            new Threads(2, 4, 2),
            new Limits(4_096, 256, 4_096, 256, 10_000),
            new Durability(false, 1_000_000_000L, 1L << 30),
            64L << 20);

    /**
     * How many threads.
     *
     * @param shards shards, each one thread; about one for two cores, since the loop and compactions need theirs
     * @param diskReads reads of the disk for single rows under way at once; more helps disks that like many requests
     * @param scans client scans under way at once; the background's scans have one thread besides
     */
    public record Threads(int shards, int diskReads, int scans) {
        /** Checks that there is at least one of each. */
        public Threads {
            requirePositive("shards", shards);
            requirePositive("diskReads", diskReads);
            requirePositive("scans", scans);
        }
    }

    /**
     * What may wait.
     *
     * @param queuedTasks tasks in a shard's queue; beyond it callers are refused at once
     * @param batchTasks tasks that a shard does before it commits. More amortizes the commit over more of them and makes
     *     the first one wait longer
     * @param parkedTasks tasks of a shard that wait for the disk, or behind one that does; beyond it they fail
     * @param queuedScans scans of each kind that wait for a thread
     * @param rangeRows rows that one task's range may hold; beyond it the task fails
     */
    public record Limits(int queuedTasks, int batchTasks, int parkedTasks, int queuedScans, int rangeRows) {
        /** Checks that all are positive. */
        public Limits {
            requirePositive("queuedTasks", queuedTasks);
            requirePositive("batchTasks", batchTasks);
            requirePositive("parkedTasks", parkedTasks);
            requirePositive("queuedScans", queuedScans);
            requirePositive("rangeRows", rangeRows);
        }
    }

    /**
     * What an acknowledgement means.
     *
     * @param group whether every write waits until a sync that began after it has ended. Costs the sync's time per write;
     *     the writes of all shards share it
     * @param syncIntervalNanos otherwise, how long what was acknowledged may be lost with the machine's power
     * @param reserveBytes how much of the disk stays free: below it writes are refused, above a tenth more they are taken
     *     again. Compactions need room to make room: about the size of the largest level is safe
     */
    public record Durability(boolean group, long syncIntervalNanos, long reserveBytes) {
        /** Checks that the interval is positive and the reserve not negative. */
        public Durability {
            requirePositive("syncIntervalNanos", syncIntervalNanos);
            if (reserveBytes < 0) {
                throw new IllegalArgumentException("reserveBytes must not be negative");
            }
        }
    }

    /** Checks that the cache's size is not negative. */
    public ShardsSettings {
        if (rowCacheBytes < 0) {
            throw new IllegalArgumentException("rowCacheBytes must not be negative");
        }
    }

    /** The same with other threads. */
    public ShardsSettings withThreads(Threads other) {
        return new ShardsSettings(other, limits, durability, rowCacheBytes);
    }

    /** The same with other limits. */
    public ShardsSettings withLimits(Limits other) {
        return new ShardsSettings(threads, other, durability, rowCacheBytes);
    }

    /** The same with another durability. */
    public ShardsSettings withDurability(Durability other) {
        return new ShardsSettings(threads, limits, other, rowCacheBytes);
    }

    /** The same with another row cache. */
    public ShardsSettings withRowCacheBytes(long bytes) {
        return new ShardsSettings(threads, limits, durability, bytes);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
