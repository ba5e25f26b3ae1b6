package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.starlingdb.client.StarlingException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the types' JSON forms share: which numbers JSON's readers keep exactly, and how to name what was found. */
final class JsonForm {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    private static final long EXACT_MAX = 1L << 53;
    private static final int DOUBLE_DIGITS = 15;
    private static final int DOUBLE_EXPONENT = 300;

    private JsonForm() {}

    /** Whether every JSON reader keeps this number: up to 2^53 in size. */
    static boolean isExact(long number) {
        return number >= -EXACT_MAX && number <= EXACT_MAX;
    }

    /** Whether a reader with doubles keeps this number: small whole ones, and others of up to 15 digits. */
    static boolean isExact(BigDecimal number) {
        if (number.scale() == 0) {
            return number.unscaledValue().bitLength() < Long.SIZE
                    && isExact(number.unscaledValue().longValue());
        }
        long exponent = (long) number.precision() - number.scale();
        return number.precision() <= DOUBLE_DIGITS && Math.abs(exponent) < DOUBLE_EXPONENT;
    }

    /** The text of a number, given as JSON number or string. */
    static String numberText(JsonParser in, ScalarCodec<?> codec) throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            return in.getText();
        }
        throw codec.unexpected(in, "a number");
    }

    /** What stands at the parser's token, for messages. */
    static String describe(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + shortened(in.getText());
            default -> in.getText();
        };
    }

    static byte[] fromText(CqlType type, String json, UnaryOperator<JsonParser> form) {
        try (JsonParser parser = form.apply(FACTORY.createParser(json))) {
            parser.nextToken();
            byte[] value = type.readJson(parser);
            if (parser.nextToken() != null) {
                throw StarlingException.invalid("broken JSON: " + describe(parser) + " after the value");
            }
            return value;
        } catch (IOException e) {
            throw StarlingException.invalid("broken JSON: " + e.getMessage());
        }
    }

    static String toText(CqlType type, byte @Nullable [] value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            if (value == null) {
                out.writeNull();
            } else {
                type.writeJson(value, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
