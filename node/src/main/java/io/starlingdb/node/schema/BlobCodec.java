package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Any bytes: hexadecimal in CQL, base64 in JSON. */
final class BlobCodec extends ScalarCodec<ByteBuffer> {
    BlobCodec() {
        super("blob", ByteBuffer.class);
    }

    @Override
    ByteBuffer coerce(Object value) {
        return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : super.coerce(value);
    }

    @Override
    byte[] serialize(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }

    @Override
    ByteBuffer deserialize(byte[] value) {
        return ByteBuffer.wrap(value);
    }

    @Override
    void validate(byte[] value) {
        // every array is a blob
    }

    @Override
    int compare(byte[] left, byte[] right) {
        return Arrays.compareUnsigned(left, right);
    }

    @Override
    byte[] parse(String text) {
        if (text.startsWith("0x") || text.startsWith("0X")) {
            try {
                return HexFormat.of().parseHex(text, 2, text.length());
            } catch (IllegalArgumentException e) {
                throw unparsable(text, "0x and pairs of hexadecimal digits");
            }
        }
        throw unparsable(text, "0x and pairs of hexadecimal digits");
    }

    @Override
    String print(byte[] value) {
        return hex(value);
    }

    @Override
    void writeJson(byte[] value, JsonGenerator out) throws IOException {
        out.writeBinary(value);
    }

    @Override
    byte[] readJson(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw unexpected(in, "a base64 string");
        }
        String text = in.getText();
        if (in instanceof CqlJson.Parser) {
            return parse(text);
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw unparsable(text, "base64");
        }
    }

    @Override
    void writeOrdered(byte[] value, OrderedWriter out) {
        out.terminated(value);
    }

    @Override
    byte[] readOrdered(OrderedReader in) {
        return in.terminated();
    }
}
