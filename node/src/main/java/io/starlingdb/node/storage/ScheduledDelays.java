package io.starlingdb.node.storage;

import java.util.random.RandomGenerator;

/**
 * How long things take in {@link ScheduledShards}, at most; drawn evenly from 0.
 *
 * @param turnNanos until a shard that was woken gets its turn
 * @param diskNanos a read of the disk
 * @param scanNanos until a scan runs
 * @param syncNanos until a sync that is wanted runs
 */
public record ScheduledDelays(long turnNanos, long diskNanos, long scanNanos, long syncNanos) {

    /** Those of a machine with an SSD: 50 µs, 500 µs, 500 µs, 2 ms. */
    public static final ScheduledDelays SSD = new ScheduledDelays(50_000, 500_000, 500_000, 2_000_000);

    static long draw(RandomGenerator random, long most) {
        return most == 0 ? 0 : random.nextLong(most + 1);
    }
}
