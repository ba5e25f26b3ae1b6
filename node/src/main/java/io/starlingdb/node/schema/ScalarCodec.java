package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.starlingdb.client.StarlingException;
import java.io.IOException;
import java.util.HexFormat;

/**
 * What one scalar type does with its bytes; {@code T} is the Java class of its values. A subclass is stateless.
 *
 * <p>The ordered form is for clustering keys: comparing it byte by byte, unsigned, gives {@link #compare}'s order, and no
 * value's form is a prefix of another's. Values that compare equal share one form, so it reads back as the canonical
 * value.
 */
abstract class ScalarCodec<T> {
    private final String typeName;
    private final Class<T> javaType;

    ScalarCodec(String typeName, Class<T> javaType) {
        this.typeName = typeName;
        this.javaType = javaType;
    }

    /** Serializes a value of the type's own class. */
    abstract byte[] serialize(T value);

    /** The Java value of valid bytes. */
    abstract T deserialize(byte[] value);

    /** Fails unless {@code value} is a value of this type. */
    abstract void validate(byte[] value);

    /** The type's order over valid values. */
    abstract int compare(byte[] left, byte[] right);

    /** Serializes what people write, without quotes. */
    abstract byte[] parse(String text);

    /** What people read, without quotes. */
    abstract String print(byte[] value);

    /** Appends the ordered form of a valid value. */
    abstract void writeOrdered(byte[] value, OrderedWriter out);

    /** Reads a value from its ordered form. */
    abstract byte[] readOrdered(OrderedReader in);

    final byte[] encode(Object value) {
        return serialize(coerce(value));
    }

    final Object decode(byte[] value) {
        validate(value);
        return deserialize(value);
    }

    /** The value as the type's own class; codecs that accept relatives of it override this. */
    T coerce(Object value) {
        if (!javaType.isInstance(value)) {
            throw invalid(typeName + " is a Java " + javaType.getSimpleName() + ", not a "
                    + value.getClass().getSimpleName());
        }
        return javaType.cast(value);
    }

    /** Validates and returns the one form of this value; types whose bytes are not unique override this. */
    byte[] canonical(byte[] value) {
        validate(value);
        return value;
    }

    /** Whether a CQL literal of this type stands in quotes. */
    boolean quoted() {
        return false;
    }

    /** Writes valid bytes as JSON: a string of their text, unless a codec knows better. */
    void writeJson(byte[] value, JsonGenerator out) throws IOException {
        out.writeString(print(value));
    }

    /** Reads the JSON value at the parser's current token: a string of the text, unless a codec knows better. */
    byte[] readJson(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw unexpected(in, "a string");
        }
        return parse(in.getText());
    }

    final String typeName() {
        return typeName;
    }

    final void requireLength(byte[] value, int length) {
        if (value.length != length) {
            throw invalid(typeName + " has " + length + (length == 1 ? " byte" : " bytes") + ", not " + value.length);
        }
    }

    final StarlingException unparsable(String text, String wanted) {
        String shown = text.length() <= 80 ? text : text.substring(0, 80) + "…";
        return invalid("'" + shown + "' is no " + typeName + ": expected " + wanted);
    }

    final StarlingException unexpected(JsonParser in, String wanted) throws IOException {
        return invalid(typeName + " in JSON is " + wanted + ", not " + JsonForm.describe(in));
    }

    static StarlingException invalid(String message) {
        return StarlingException.invalid(message);
    }

    static String hex(byte[] value) {
        return "0x" + HexFormat.of().formatHex(value);
    }
}
