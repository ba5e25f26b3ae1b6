package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** One byte: 0 or 1. */
final class BooleanCodec extends ScalarCodec<Boolean> {
    BooleanCodec() {
        super("boolean", Boolean.class);
    }

    @Override
    byte[] serialize(Boolean value) {
        return new byte[] {(byte) (value ? 1 : 0)};
    }

    @Override
    Boolean deserialize(byte[] value) {
        return value[0] != 0;
    }

    @Override
    void validate(byte[] value) {
        requireLength(value, 1);
    }

    /** Any byte but 0 means true; 1 stands for them all. */
    @Override
    byte[] canonical(byte[] value) {
        validate(value);
        return value[0] == 0 || value[0] == 1 ? value : new byte[] {1};
    }

    @Override
    int compare(byte[] left, byte[] right) {
        return Boolean.compare(left[0] != 0, right[0] != 0);
    }

    @Override
    byte[] parse(String text) {
        if (text.equalsIgnoreCase("true")) {
            return serialize(true);
        }
        if (text.equalsIgnoreCase("false")) {
            return serialize(false);
        }
        throw unparsable(text, "true or false");
    }

    @Override
    String print(byte[] value) {
        return deserialize(value).toString();
    }

    @Override
    void writeJson(byte[] value, JsonGenerator out) throws IOException {
        out.writeBoolean(deserialize(value));
    }

    @Override
    byte[] readJson(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_TRUE || in.currentToken() == JsonToken.VALUE_FALSE) {
            return serialize(in.getBooleanValue());
        }
        throw unexpected(in, "true or false");
    }

    @Override
    void writeOrdered(byte[] value, OrderedWriter out) {
        out.u8(value[0] == 0 ? 0 : 1);
    }

    @Override
    byte[] readOrdered(OrderedReader in) {
        return serialize(in.u8() != 0);
    }
}
