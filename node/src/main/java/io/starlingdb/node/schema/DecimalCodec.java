package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Decimal numbers of any size: a scale of four bytes, then the unscaled number. 1.0 and 1.00 are different bytes and compare
 * equal, as in Cassandra, so they are one clustering key; it reads back as {@code 1}.
 *
 * <p>The ordered form is a sign, the decimal exponent (that of 0.d1d2d3…), and the digits in pairs, ended by 0; all
 * complemented for negative numbers.
 */
final class DecimalCodec extends ScalarCodec<BigDecimal> {
    private static final int DIGITS_MAX = 10_000;
    private static final int NEGATIVE = 1;
    private static final int ZERO = 2;
    private static final int POSITIVE = 3;
    /** A key of up to this many trailing zeros is read back as a plain whole number rather than as {@code 1E+n}. */
    private static final int PLAIN_ZEROS_MAX = 64;

    DecimalCodec() {
        super("decimal", BigDecimal.class);
    }

    @Override
    BigDecimal coerce(Object value) {
        return value instanceof BigInteger whole ? new BigDecimal(whole) : super.coerce(value);
    }

    @Override
    byte[] serialize(BigDecimal value) {
        byte[] unscaled = value.unscaledValue().toByteArray();
        byte[] bytes = Arrays.copyOf(BigEndian.bytes(value.scale(), Integer.BYTES), Integer.BYTES + unscaled.length);
        System.arraycopy(unscaled, 0, bytes, Integer.BYTES, unscaled.length);
        return bytes;
    }

    @Override
    BigDecimal deserialize(byte[] value) {
        int scale = BigEndian.int32(value, 0);
        return new BigDecimal(new BigInteger(value, Integer.BYTES, value.length - Integer.BYTES), scale);
    }

    @Override
    void validate(byte[] value) {
        if (value.length <= Integer.BYTES) {
            throw invalid("decimal has at least 5 bytes, not " + value.length);
        }
    }

    /** The shortest unscaled number; the scale is part of the value. */
    @Override
    byte[] canonical(byte[] value) {
        validate(value);
        boolean shortest = value.length == Integer.BYTES + 1
                || value[Integer.BYTES] != value[Integer.BYTES + 1] >> (Byte.SIZE - 1);
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
                return serialize(new BigDecimal(text));
            }
        } catch (NumberFormatException e) {
            throw unparsable(text, "a decimal number");
        }
        throw unparsable(text, "at most " + DIGITS_MAX + " digits");
    }

    @Override
    String print(byte[] value) {
        return deserialize(value).toString();
    }

    @Override
    void writeJson(byte[] value, JsonGenerator out) throws IOException {
        BigDecimal number = deserialize(value);
        if (JsonForm.isExact(number)) {
            out.writeNumber(number);
        } else {
            out.writeString(number.toString());
        }
    }

    @Override
    byte[] readJson(JsonParser in) throws IOException {
        return parse(JsonForm.numberText(in, this));
    }

    @Override
    void writeOrdered(byte[] value, OrderedWriter out) {
        BigDecimal number = deserialize(value);
        if (number.signum() == 0) {
            out.u8(ZERO);
            return;
        }
        boolean negative = number.signum() < 0;
        int flip = negative ? 0xFF : 0;
        out.u8(negative ? NEGATIVE : POSITIVE);
        String digits = number.unscaledValue().abs().toString();
        long exponent = (long) digits.length() - number.scale();
        VarintCodec.writeOrdered(BigInteger.valueOf(negative ? -exponent : exponent), out);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        for (int i = 0; i < end; i += 2) {
            int pair = (digits.charAt(i) - '0') * 10 + (i + 1 < end ? digits.charAt(i + 1) - '0' : 0);
            out.u8(pair + 1 ^ flip);
        }
        out.u8(flip);
    }

    @Override
    byte[] readOrdered(OrderedReader in) {
        int sign = in.u8();
        if (sign == ZERO) {
            return serialize(BigDecimal.ZERO);
        }
        boolean negative = sign == NEGATIVE;
        if (!negative && sign != POSITIVE) {
            throw OrderedReader.broken();
        }
        int flip = negative ? 0xFF : 0;
        long exponent = VarintCodec.readOrderedNumber(in).longValue();
        StringBuilder digits = new StringBuilder();
        for (int pair = in.u8() ^ flip; pair != 0; pair = in.u8() ^ flip) {
            if (pair > 100) {
                throw OrderedReader.broken();
            }
            digits.append((char) ('0' + (pair - 1) / 10)).append((char) ('0' + (pair - 1) % 10));
        }
        if (digits.isEmpty()) {
            throw OrderedReader.broken();
        }
        return serialize(number(digits, negative, negative ? -exponent : exponent));
    }

    private static BigDecimal number(StringBuilder digits, boolean negative, long exponent) {
        if (digits.charAt(digits.length() - 1) == '0') {
            digits.setLength(digits.length() - 1);
        }
        BigInteger unscaled = new BigInteger(digits.toString());
        long scale = digits.length() - exponent;
        BigDecimal number = new BigDecimal(negative ? unscaled.negate() : unscaled, (int) scale);
        return scale < 0 && scale >= -PLAIN_ZEROS_MAX ? number.setScale(0) : number;
    }
}
