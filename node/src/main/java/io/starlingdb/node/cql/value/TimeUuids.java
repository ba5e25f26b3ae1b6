package io.starlingdb.node.cql.value;

import java.util.UUID;

/** Arithmetic of version 1 UUIDs, whose time counts ticks of 100 ns since 15 October 1582. */
final class TimeUuids {

    private static final long TICKS_BEFORE_1970 = 0x01b2_1dd2_1381_4000L;
    private static final long LEAST_LOW_BITS = 0x8080_8080_8080_8080L;
    private static final long GREATEST_LOW_BITS = 0x7f7f_7f7f_7f7f_7f7fL;

    private TimeUuids() {}

    static long ticksOfMicros(long micros) {
        return micros * 10 + TICKS_BEFORE_1970;
    }

    static long ticksOfMillis(long millis) {
        return millis * 10_000 + TICKS_BEFORE_1970;
    }

    static long millis(UUID timeUuid) {
        return Math.floorDiv(timeUuid.timestamp() - TICKS_BEFORE_1970, 10_000L);
    }

    /** The high half of a version 1 UUID with this time. */
    static long timeBits(long ticks) {
        return (ticks << 32) | ((ticks & 0xffff_0000_0000L) >>> 16) | 0x1000L | ((ticks >>> 48) & 0x0fffL);
    }

    /** The least time UUID of a millisecond; low bits compare as signed bytes. */
    static UUID least(long millis) {
        return new UUID(timeBits(ticksOfMillis(millis)), LEAST_LOW_BITS);
    }

    /** The greatest time UUID of a millisecond. */
    static UUID greatest(long millis) {
        return new UUID(timeBits(ticksOfMillis(millis) + 9_999), GREATEST_LOW_BITS);
    }
}
