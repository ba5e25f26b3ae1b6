package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text in UTF-8, or in US-ASCII alone; ordered by its bytes. */
final class TextCodec extends ScalarCodec<String> {
    private final boolean ascii;

    TextCodec(String typeName, boolean ascii) {
        super(typeName, String.class);
        this.ascii = ascii;
    }

    @Override
    byte[] serialize(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        requireEncodable(value);
        if (ascii) {
            validate(bytes);
        }
        return bytes;
    }

    @Override
    String deserialize(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    @Override
    void validate(byte[] value) {
        if (isAscii(value)) {
            return;
        }
        if (ascii) {
            throw invalid("ascii holds bytes below 128 only");
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
        } catch (CharacterCodingException e) {
            throw invalid("text is UTF-8, and these bytes are not");
        }
    }

    @Override
    int compare(byte[] left, byte[] right) {
        return Arrays.compareUnsigned(left, right);
    }

    @Override
    byte[] parse(String text) {
        return serialize(text);
    }

    @Override
    String print(byte[] value) {
        return deserialize(value);
    }

    @Override
    boolean quoted() {
        return true;
    }

    @Override
    void writeJson(byte[] value, JsonGenerator out) throws IOException {
        out.writeString(deserialize(value));
    }

    @Override
    void writeOrdered(byte[] value, OrderedWriter out) {
        out.terminated(value);
    }

    @Override
    byte[] readOrdered(OrderedReader in) {
        return in.terminated();
    }

    private void requireEncodable(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(i + 1));
                if (!pair) {
                    throw invalid(typeName() + " cannot hold half of a surrogate pair");
                }
                i++;
            }
        }
    }

    private static boolean isAscii(byte[] value) {
        for (byte b : value) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }
}
