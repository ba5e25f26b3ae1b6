package io.starlingdb.node.schema;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Three zigzag numbers of variable length: months, days, nanoseconds. A number's first byte says by its leading ones how many
 * bytes follow (the native protocol's vint). Durations have no order; {@link #compare} is one over bytes, for equality's sake.
 */
final class DurationCodec extends ScalarCodec<CqlDuration> {
    DurationCodec() {
        super("duration", CqlDuration.class);
    }

    @Override
    byte[] serialize(CqlDuration value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeVint(value.months(), out);
        writeVint(value.days(), out);
        writeVint(value.nanos(), out);
        return out.toByteArray();
    }

    @Override
    CqlDuration deserialize(byte[] value) {
        int[] position = {0};
        long months = readVint(value, position);
        long days = readVint(value, position);
        long nanos = readVint(value, position);
        if (position[0] != value.length || (int) months != months || (int) days != days) {
            throw invalid("duration is months, days and nanoseconds, and these bytes are not");
        }
        try {
            return new CqlDuration((int) months, (int) days, nanos);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    @Override
    void validate(byte[] value) {
        deserialize(value);
    }

    @Override
    byte[] canonical(byte[] value) {
        byte[] shortest = serialize(deserialize(value));
        return Arrays.equals(shortest, value) ? value : shortest;
    }

    @Override
    int compare(byte[] left, byte[] right) {
        return Arrays.compareUnsigned(left, right);
    }

    @Override
    byte[] parse(String text) {
        CqlDuration duration = DurationText.parse(text);
        if (duration == null) {
            throw unparsable(text, "a duration such as 1mo2d3h or P1M2DT3H");
        }
        return serialize(duration);
    }

    @Override
    String print(byte[] value) {
        return deserialize(value).toString();
    }

    @Override
    void writeOrdered(byte[] value, OrderedWriter out) {
        throw invalid("duration has no order and cannot be part of a key");
    }

    @Override
    byte[] readOrdered(OrderedReader in) {
        throw invalid("duration has no order and cannot be part of a key");
    }

    private static void writeVint(long number, ByteArrayOutputStream out) {
        long zigzag = number << 1 ^ number >> (Long.SIZE - 1);
        int bits = Long.SIZE - Long.numberOfLeadingZeros(zigzag | 1);
        int extra = bits > 56 ? 8 : (bits - 1) / 7;
        int head = 0xFF << (Byte.SIZE - extra);
        out.write(extra < 7 ? head | (int) (zigzag >>> extra * Byte.SIZE) : head);
        for (int i = extra - 1; i >= 0; i--) {
            out.write((int) (zigzag >>> i * Byte.SIZE));
        }
    }

    private static long readVint(byte[] bytes, int[] position) {
        if (position[0] >= bytes.length) {
            throw invalid("duration has three parts");
        }
        int head = bytes[position[0]++] & 0xFF;
        int extra = Math.min(Integer.numberOfLeadingZeros(~head << 24), Byte.SIZE);
        if (extra > bytes.length - position[0]) {
            throw invalid("duration's bytes end in the middle of a number");
        }
        long zigzag = head & 0xFF >> Math.min(extra + 1, Byte.SIZE);
        for (int i = 0; i < extra; i++) {
            zigzag = zigzag << Byte.SIZE | (bytes[position[0]++] & 0xFF);
        }
        return zigzag >>> 1 ^ -(zigzag & 1);
    }
}
