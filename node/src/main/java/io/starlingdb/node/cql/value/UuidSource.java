package io.starlingdb.node.cql.value;

import io.starlingdb.kernel.TimeSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes UUIDs from the node's clock and randomness. Time UUIDs strictly increase, however often they are asked for, and
 * carry a clock sequence and a node id drawn at the start, so that two nodes never make the same one. Owned by one thread.
 */
public final class UuidSource {

    private final TimeSource time;
    private final RandomGenerator random;
    private final long clockAndNode;
    private long lastTicks = Long.MIN_VALUE;

    public UuidSource(TimeSource time, RandomGenerator random) {
        this.time = time;
        this.random = random;
        // Variant 10, and the multicast bit that says that the node id is no hardware address.
        this.clockAndNode = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0100_0000_0000L;
    }

    /** A version 1 UUID of now. */
    public UUID timeUuid() {
        long ticks = Math.max(lastTicks + 1, TimeUuids.ticksOfMicros(time.wallMicros()));
        lastTicks = ticks;
        return new UUID(TimeUuids.timeBits(ticks), clockAndNode);
    }

    /** A random UUID, version 4. */
    public UUID randomUuid() {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | Long.MIN_VALUE;
        return new UUID(high, low);
    }
}
