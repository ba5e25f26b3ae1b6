package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;

/**
 * Whole numbers of any size, two's complement.
 *
 * <p>The ordered form starts with a byte that says the sign and the length of the shortest two's complement: among positive
 * numbers the longer is the greater, among negative ones the smaller. Lengths from 127 on follow in four bytes.
 */
final class VarintCodec extends ScalarCodec<BigInteger> {
    /** A varint's text is parsed in more than linear time; no sane number is longer. */
    private static final int DIGITS_MAX = 10_000;

    private static final int LONG_FORM = 0x7F;

    VarintCodec() {
        super("varint", BigInteger.class);
    }

    @Override
    BigInteger coerce(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return BigInteger.valueOf(((Number) value).longValue());
        }
        return super.coerce(value);
    }

    @Override
    byte[] serialize(BigInteger value) {
        return value.toByteArray();
    }

    @Override
    BigInteger deserialize(byte[] value) {
        return new BigInteger(value);
    }

    @Override
    void validate(byte[] value) {
        if (value.length == 0) {
            throw invalid("varint has at least one byte");
        }
    }

    @Override
    byte[] canonical(byte[] value) {
        validate(value);
        boolean shortest = value.length == 1 || value[0] != value[1] >> (Byte.SIZE - 1);
        return shortest ? value : serialize(deserialize(value));
    }

    @Override
    int compare(byte[] left, byte[] right) {
        return deserialize(left).compareTo(deserialize(right));
    }

    @Override
    byte[] parse(String text) {
        try {
            if (text.length() <= DIGITS_MAX) {
                return serialize(new BigInteger(text));
            }
        } catch (NumberFormatException e) {
            throw unparsable(text, "a whole number");
        }
        throw unparsable(text, "at most " + DIGITS_MAX + " digits");
    }

    @Override
    String print(byte[] value) {
        return deserialize(value).toString();
    }

    @Override
    void writeJson(byte[] value, JsonGenerator out) throws IOException {
        BigInteger number = deserialize(value);
        if (number.bitLength() < Long.SIZE && JsonForm.isExact(number.longValue())) {
            out.writeNumber(number.longValue());
        } else {
            out.writeString(number.toString());
        }
    }

    @Override
    byte[] readJson(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT && in.currentToken() != JsonToken.VALUE_STRING) {
            throw unexpected(in, "a whole number, as number or string");
        }
        return parse(in.getText());
    }

    @Override
    void writeOrdered(byte[] value, OrderedWriter out) {
        writeOrdered(deserialize(value), out);
    }

    @Override
    byte[] readOrdered(OrderedReader in) {
        return serialize(readOrderedNumber(in));
    }

    static void writeOrdered(BigInteger number, OrderedWriter out) {
        byte[] bytes = number.toByteArray();
        int length = Math.min(bytes.length, LONG_FORM);
        boolean negative = number.signum() < 0;
        out.u8(negative ? LONG_FORM - length : 0x80 + length);
        if (length == LONG_FORM) {
            out.u32(negative ? ~bytes.length : bytes.length);
        }
        out.raw(bytes);
    }

    static BigInteger readOrderedNumber(OrderedReader in) {
        int head = in.u8();
        boolean negative = head < 0x80;
        int length = negative ? LONG_FORM - head : head - 0x80;
        if (length == LONG_FORM) {
            int stored = in.u32();
            length = negative ? ~stored : stored;
        }
        if (length <= 0) {
            throw OrderedReader.broken();
        }
        return new BigInteger(in.raw(length));
    }
}
