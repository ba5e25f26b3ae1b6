package io.starlingdb.node.schema;

import java.util.UUID;

/**
 * UUIDs in Cassandra's order: by version; within version 1 by its time, within the others by the first eight bytes; then by
 * the last eight bytes, unsigned. The ordered form moves the version in front of the rest.
 */
final class UuidCodec extends ScalarCodec<UUID> {
    private static final int LENGTH = 16;
    private static final int VERSION_SHIFT = 12;

    UuidCodec() {
        super("uuid", UUID.class);
    }

    @Override
    byte[] serialize(UUID value) {
        return bytes(value);
    }

    @Override
    UUID deserialize(byte[] value) {
        return uuid(value);
    }

    @Override
    void validate(byte[] value) {
        requireLength(value, LENGTH);
    }

    @Override
    int compare(byte[] left, byte[] right) {
        int order =
                Long.compareUnsigned(versionFirst(BigEndian.int64(left, 0)), versionFirst(BigEndian.int64(right, 0)));
        return order != 0
                ? order
                : Long.compareUnsigned(BigEndian.int64(left, Long.BYTES), BigEndian.int64(right, Long.BYTES));
    }

    @Override
    byte[] parse(String text) {
        return bytes(parseUuid(text, this));
    }

    @Override
    String print(byte[] value) {
        return uuid(value).toString();
    }

    @Override
    void writeOrdered(byte[] value, OrderedWriter out) {
        out.u64(versionFirst(BigEndian.int64(value, 0)));
        out.u64(BigEndian.int64(value, Long.BYTES));
    }

    @Override
    byte[] readOrdered(OrderedReader in) {
        long high = versionInPlace(in.u64());
        return bytes(new UUID(high, in.u64()));
    }

    static byte[] bytes(UUID value) {
        byte[] bytes = new byte[LENGTH];
        for (int i = 0; i < Long.BYTES; i++) {
            int shift = (Long.BYTES - 1 - i) * Byte.SIZE;
            bytes[i] = (byte) (value.getMostSignificantBits() >>> shift);
            bytes[Long.BYTES + i] = (byte) (value.getLeastSignificantBits() >>> shift);
        }
        return bytes;
    }

    static UUID uuid(byte[] value) {
        return new UUID(BigEndian.int64(value, 0), BigEndian.int64(value, Long.BYTES));
    }

    /** {@link UUID#fromString} also takes shorter groups; a UUID has 36 characters. */
    static UUID parseUuid(String text, ScalarCodec<?> codec) {
        String wanted = "8-4-4-4-12 hexadecimal digits";
        if (text.length() != 36) {
            throw codec.unparsable(text, wanted);
        }
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equalsIgnoreCase(text)) {
                return uuid;
            }
        } catch (IllegalArgumentException e) {
            throw codec.unparsable(text, wanted);
        }
        throw codec.unparsable(text, wanted);
    }

    /** A version 1 UUID's first half with its 60-bit time in order, the version in front. */
    static long timeFirst(long high) {
        return high << 48 | (high << 16 & 0xFFFF_0000_0000L) | high >>> 32;
    }

    /** Undoes {@link #timeFirst}. */
    static long timeInPlace(long ordered) {
        return ordered << 32 | (ordered >>> 16 & 0xFFFF_0000L) | ordered >>> 48;
    }

    private static long versionFirst(long high) {
        long version = high >>> VERSION_SHIFT & 0xF;
        return version == 1 ? timeFirst(high) : version << 60 | high >>> 16 << VERSION_SHIFT | (high & 0xFFF);
    }

    private static long versionInPlace(long ordered) {
        long version = ordered >>> 60;
        return version == 1
                ? timeInPlace(ordered)
                : ordered >>> VERSION_SHIFT << 16 | version << VERSION_SHIFT | (ordered & 0xFFF);
    }
}
