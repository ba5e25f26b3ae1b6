package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.LongFunction;

/** The signed integers of one, two, four and eight bytes, big endian. */
final class IntegerCodec<T extends Number> extends ScalarCodec<T> {
    private final int width;
    private final LongFunction<T> box;

    private IntegerCodec(String typeName, Class<T> javaType, int width, LongFunction<T> box) {
        super(typeName, javaType);
        this.width = width;
        this.box = box;
    }

    static IntegerCodec<Byte> tinyint() {
        return new IntegerCodec<>("tinyint", Byte.class, Byte.BYTES, value -> (byte) value);
    }

    static IntegerCodec<Short> smallint() {
        return new IntegerCodec<>("smallint", Short.class, Short.BYTES, value -> (short) value);
    }

    static IntegerCodec<Integer> cqlInt() {
        return new IntegerCodec<>("int", Integer.class, Integer.BYTES, value -> (int) value);
    }

    static IntegerCodec<Long> bigint(String typeName) {
        return new IntegerCodec<>(typeName, Long.class, Long.BYTES, value -> value);
    }

    @Override
    T coerce(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            long number = ((Number) value).longValue();
            requireRange(number);
            return box.apply(number);
        }
        return super.coerce(value);
    }

    @Override
    byte[] serialize(T value) {
        return bytes(value.longValue());
    }

    @Override
    T deserialize(byte[] value) {
        return box.apply(number(value));
    }

    @Override
    void validate(byte[] value) {
        requireLength(value, width);
    }

    @Override
    int compare(byte[] left, byte[] right) {
        return Long.compare(number(left), number(right));
    }

    @Override
    byte[] parse(String text) {
        try {
            long number = Long.parseLong(text);
            requireRange(number);
            return bytes(number);
        } catch (NumberFormatException e) {
            throw unparsable(text, "a whole number between " + least() + " and " + greatest());
        }
    }

    @Override
    String print(byte[] value) {
        return Long.toString(number(value));
    }

    @Override
    void writeJson(byte[] value, JsonGenerator out) throws IOException {
        long number = number(value);
        if (JsonForm.isExact(number)) {
            out.writeNumber(number);
        } else {
            out.writeString(Long.toString(number));
        }
    }

    @Override
    byte[] readJson(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT && in.currentToken() != JsonToken.VALUE_STRING) {
            throw unexpected(in, "a whole number");
        }
        return parse(in.getText());
    }

    @Override
    void writeOrdered(byte[] value, OrderedWriter out) {
        out.u8(value[0] ^ 0x80);
        for (int i = 1; i < width; i++) {
            out.u8(value[i]);
        }
    }

    @Override
    byte[] readOrdered(OrderedReader in) {
        byte[] value = in.raw(width);
        value[0] ^= (byte) 0x80;
        return value;
    }

    private void requireRange(long number) {
        if (number < least() || number > greatest()) {
            throw invalid(number + " is out of range for " + typeName() + ": expected a whole number between " + least()
                    + " and " + greatest());
        }
    }

    private long least() {
        return -1L << (width * Byte.SIZE - 1);
    }

    private long greatest() {
        return ~least();
    }

    private byte[] bytes(long number) {
        return BigEndian.bytes(number, width);
    }

    private long number(byte[] value) {
        return BigEndian.signed(value, 0, width);
    }
}
