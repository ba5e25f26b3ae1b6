package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** IEEE 754 in eight bytes; -0 before 0, NaN after everything. */
final class DoubleCodec extends ScalarCodec<Double> {
    DoubleCodec() {
        super("double", Double.class);
    }

    @Override
    Double coerce(Object value) {
        return value instanceof Float number ? Double.valueOf(number) : super.coerce(value);
    }

    @Override
    byte[] serialize(Double value) {
        return BigEndian.bytes(Double.doubleToLongBits(value), Double.BYTES);
    }

    @Override
    Double deserialize(byte[] value) {
        return Double.longBitsToDouble(BigEndian.int64(value, 0));
    }

    @Override
    void validate(byte[] value) {
        requireLength(value, Double.BYTES);
    }

    @Override
    byte[] canonical(byte[] value) {
        validate(value);
        return deserialize(value).isNaN() ? serialize(Double.NaN) : value;
    }

    @Override
    int compare(byte[] left, byte[] right) {
        return Double.compare(deserialize(left), deserialize(right));
    }

    @Override
    byte[] parse(String text) {
        try {
            return serialize(Double.parseDouble(plain(text)));
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
        double number = deserialize(value);
        if (Double.isFinite(number)) {
            out.writeNumber(number);
        } else {
            out.writeString(Double.toString(number));
        }
    }

    @Override
    byte[] readJson(JsonParser in) throws IOException {
        return parse(JsonForm.numberText(in, this));
    }

    @Override
    void writeOrdered(byte[] value, OrderedWriter out) {
        long bits = Double.doubleToLongBits(deserialize(value));
        out.u64(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
    }

    @Override
    byte[] readOrdered(OrderedReader in) {
        long bits = in.u64();
        return BigEndian.bytes(bits < 0 ? bits ^ Long.MIN_VALUE : ~bits, Double.BYTES);
    }

    /** Java also reads {@code 1d}, {@code 0x1p3} and surrounding blanks; CQL does not. */
    static String plain(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        String unsigned = lower.startsWith("-") ? lower.substring(1) : lower;
        if (unsigned.equals("nan")) {
            return "NaN";
        }
        if (unsigned.equals("infinity")) {
            return lower.startsWith("-") ? "-Infinity" : "Infinity";
        }
        for (int i = 0; i < lower.length(); i++) {
            if ("0123456789+-.e".indexOf(lower.charAt(i)) < 0) {
                throw new NumberFormatException();
            }
        }
        return lower;
    }
}
