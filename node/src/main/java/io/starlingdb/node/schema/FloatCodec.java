package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** IEEE 754 in four bytes; -0 before 0, NaN after everything. */
final class FloatCodec extends ScalarCodec<Float> {
    FloatCodec() {
        super("float", Float.class);
    }

    @Override
    byte[] serialize(Float value) {
        return BigEndian.bytes(Float.floatToIntBits(value), Float.BYTES);
    }

    @Override
    Float deserialize(byte[] value) {
        return Float.intBitsToFloat(BigEndian.int32(value, 0));
    }

    @Override
    void validate(byte[] value) {
        requireLength(value, Float.BYTES);
    }

    @Override
    byte[] canonical(byte[] value) {
        validate(value);
        return deserialize(value).isNaN() ? serialize(Float.NaN) : value;
    }

    @Override
    int compare(byte[] left, byte[] right) {
        return Float.compare(deserialize(left), deserialize(right));
    }

    @Override
    byte[] parse(String text) {
        try {
            return serialize(Float.parseFloat(DoubleCodec.plain(text)));
        } catch (NumberFormatException e) {
            throw unparsable(text, "a number, NaN or Infinity");
        }
    }

    @Override
    String print(byte[] value) {
        return deserialize(value).toString();
    }

    @Override
    void writeJson(byte[] value, JsonGenerator out) throws IOException {
        float number = deserialize(value);
        if (Float.isFinite(number)) {
            out.writeNumber(number);
        } else {
            out.writeString(Float.toString(number));
        }
    }

    @Override
    byte[] readJson(JsonParser in) throws IOException {
        return parse(JsonForm.numberText(in, this));
    }

    @Override
    void writeOrdered(byte[] value, OrderedWriter out) {
        int bits = Float.floatToIntBits(deserialize(value));
        out.u32(bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE);
    }

    @Override
    byte[] readOrdered(OrderedReader in) {
        int bits = in.u32();
        return BigEndian.bytes(bits < 0 ? bits ^ Integer.MIN_VALUE : ~bits, Float.BYTES);
    }
}
