package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;

/** Milliseconds since 1970 UTC, signed, in eight bytes. */
final class TimestampCodec extends ScalarCodec<Instant> {
    TimestampCodec() {
        super("timestamp", Instant.class);
    }

    @Override
    Instant coerce(Object value) {
        return value instanceof java.util.Date date ? date.toInstant() : super.coerce(value);
    }

    @Override
    byte[] serialize(Instant value) {
        try {
            return bytes(value.toEpochMilli());
        } catch (ArithmeticException e) {
            throw invalid(value + " is out of range for timestamp");
        }
    }

    @Override
    Instant deserialize(byte[] value) {
        return Instant.ofEpochMilli(BigEndian.int64(value, 0));
    }

    @Override
    void validate(byte[] value) {
        requireLength(value, Long.BYTES);
    }

    @Override
    int compare(byte[] left, byte[] right) {
        return Long.compare(BigEndian.int64(left, 0), BigEndian.int64(right, 0));
    }

    @Override
    byte[] parse(String text) {
        Instant instant = TimestampText.parse(text);
        if (instant == null) {
            throw unparsable(text, "a time such as 2026-11-23T14:05:06.123Z, or milliseconds since 1970");
        }
        return serialize(instant);
    }

    @Override
    String print(byte[] value) {
        return TimestampText.print(deserialize(value));
    }

    @Override
    boolean quoted() {
        return true;
    }

    @Override
    void writeJson(byte[] value, JsonGenerator out) throws IOException {
        out.writeString(print(value));
    }

    @Override
    byte[] readJson(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT && in.currentToken() != JsonToken.VALUE_STRING) {
            throw unexpected(in, "an ISO 8601 string, or milliseconds since 1970");
        }
        return parse(in.getText());
    }

    @Override
    void writeOrdered(byte[] value, OrderedWriter out) {
        out.u64(BigEndian.int64(value, 0) ^ Long.MIN_VALUE);
    }

    @Override
    byte[] readOrdered(OrderedReader in) {
        return bytes(in.u64() ^ Long.MIN_VALUE);
    }

    private static byte[] bytes(long millis) {
        return BigEndian.bytes(millis, Long.BYTES);
    }
}
