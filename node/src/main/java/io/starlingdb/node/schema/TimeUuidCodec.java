package io.starlingdb.node.schema;

import java.util.UUID;

/** Version 1 UUIDs by their time, then by their last eight bytes, each signed (Cassandra's order). */
final class TimeUuidCodec extends ScalarCodec<UUID> {
    private static final int LENGTH = 16;
    private static final long SIGN_BITS = 0x8080_8080_8080_8080L;

    TimeUuidCodec() {
        super("timeuuid", UUID.class);
    }

    @Override
    byte[] serialize(UUID value) {
        byte[] bytes = UuidCodec.bytes(value);
        validate(bytes);
        return bytes;
    }

    @Override
    UUID deserialize(byte[] value) {
        return UuidCodec.uuid(value);
    }

    @Override
    void validate(byte[] value) {
        requireLength(value, LENGTH);
        int version = value[6] >>> 4 & 0xF;
        if (version != 1) {
            throw invalid("timeuuid is a UUID of version 1, not of version " + version);
        }
    }

    @Override
    int compare(byte[] left, byte[] right) {
        int order = Long.compare(high(left), high(right));
        return order != 0 ? order : Long.compareUnsigned(low(left), low(right));
    }

    @Override
    byte[] parse(String text) {
        return serialize(UuidCodec.parseUuid(text, this));
    }

    @Override
    String print(byte[] value) {
        return UuidCodec.uuid(value).toString();
    }

    @Override
    void writeOrdered(byte[] value, OrderedWriter out) {
        out.u64(high(value));
        out.u64(low(value));
    }

    @Override
    byte[] readOrdered(OrderedReader in) {
        long high = UuidCodec.timeInPlace(in.u64());
        return UuidCodec.bytes(new UUID(high, in.u64() ^ SIGN_BITS));
    }

    private static long high(byte[] value) {
        return UuidCodec.timeFirst(BigEndian.int64(value, 0));
    }

    private static long low(byte[] value) {
        return BigEndian.int64(value, Long.BYTES) ^ SIGN_BITS;
    }
}
