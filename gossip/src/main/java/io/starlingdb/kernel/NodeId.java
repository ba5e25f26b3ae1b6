package io.starlingdb.kernel;

import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A node's durable identity: 128 bits, written in the data directory at the first start and never given to another node. Ordered as its
 * text is.
 *
 * @param high the first 64 bits of the text form
 * @param low the last 64 bits of the text form
 */
public record NodeId(long high, long low) implements Comparable<NodeId> {

    /** Draws a fresh identity (a version 4 UUID) from the given source. */
    public static NodeId random(RandomGenerator random) {
        long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new NodeId(high, low);
    }

    /**
     * Reads the text form that {@link #toString()} writes.
     *
     * @throws IllegalArgumentException if the text is not 36 characters of a UUID
     */
    public static NodeId parse(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException("not a node id (a UUID of 36 characters): " + text);
        }
        UUID uuid = UUID.fromString(text);
        return new NodeId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    @Override
    public int compareTo(NodeId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** The UUID text form: 36 characters, lower case. */
    @Override
    public String toString() {
        return new UUID(high, low).toString();
    }
}
