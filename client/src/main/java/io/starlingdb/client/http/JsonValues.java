package io.starlingdb.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns Java values into the JSON that nodes take: {@link Instant}s and other times in ISO-8601, bytes in base64, a map whose keys are not all
 * texts as an array of pairs, whole numbers beyond 2^53 as texts. A {@link JsonNode} goes as it is.
 */
final class JsonValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long EXACT_MAX = 1L << 53;

    private JsonValues() {}

    /** @throws IllegalArgumentException for a value of another class */
    static JsonNode toJson(@Nullable Object value) {
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof JsonNode json) {
            return json;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        }
        if (value instanceof byte[] bytes) {
            return BinaryNode.valueOf(bytes);
        }
        if (value instanceof Collection<?> all) {
            ArrayNode array = JSON.arrayNode();
            all.forEach(one -> array.add(toJson(one)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        return JSON.textNode(text(value));
    }

    /** A value as it stands in a path: a key column's. */
    static String keyText(Object value) {
        if (value instanceof byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
        }
        if (value instanceof Collection<?> || value instanceof Map<?, ?> || value instanceof JsonNode) {
            JsonNode json = toJson(value);
            return json.isTextual() ? json.asText() : json.toString();
        }
        return text(value);
    }

    private static JsonNode number(Number number) {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return JSON.numberNode(number.intValue());
        }
        if (number instanceof Long whole) {
            return Math.abs(whole) <= EXACT_MAX ? JSON.numberNode(whole) : JSON.textNode(whole.toString());
        }
        if (number instanceof BigInteger || number instanceof BigDecimal) {
            return JSON.textNode(number.toString());
        }
        double inexact = number.doubleValue();
        return Double.isFinite(inexact) ? JSON.numberNode(inexact) : JSON.textNode(number.toString());
    }

    private static JsonNode map(Map<?, ?> map) {
        if (map.keySet().stream().allMatch(String.class::isInstance)) {
            ObjectNode object = JSON.objectNode();
            map.forEach((key, value) -> object.set(String.valueOf(key), toJson(value)));
            return object;
        }
        ArrayNode pairs = JSON.arrayNode();
        map.forEach((key, value) -> pairs.addArray().add(toJson(key)).add(toJson(value)));
        return pairs;
    }

    private static String text(Object value) {
        if (value instanceof InetAddress address) {
            return address.getHostAddress();
        }
        if (value instanceof String
                || value instanceof UUID
                || value instanceof Temporal
                || value instanceof Character
                || value instanceof Enum<?>) {
            return value.toString();
        }
        throw new IllegalArgumentException(
                "a value of " + value.getClass().getName() + " has no form in JSON here; give a text, or a JsonNode");
    }
}
