package io.starlingdb.client.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A CSV field and the JSON value it stands for: numbers and booleans in their usual form, blobs as {@code 0x…}, collections
 * as JSON, everything else as its text.
 */
final class CsvValue {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CsvValue() {}

    /** @throws IllegalArgumentException saying what the type expects */
    static JsonNode toJson(String field, String type) {
        try {
            return switch (type) {
                case "int", "smallint", "tinyint" -> LongNode.valueOf(Long.parseLong(field.strip()));
                case "float", "double" -> DoubleNode.valueOf(Double.parseDouble(field.strip()));
                case "bigint", "varint", "decimal", "counter" -> TextNode.valueOf(field.strip());
                case "boolean" -> truth(field.strip());
                case "blob" -> blob(field.strip());
                default -> type.indexOf('<') >= 0 ? JSON.readTree(field) : TextNode.valueOf(field);
            };
        } catch (NumberFormatException | JsonProcessingException e) {
            throw new IllegalArgumentException("'" + field + "' is not of type " + type, e);
        }
    }

    static String fromJson(JsonNode value, String type) {
        if (value.isContainerNode()) {
            return value.toString();
        }
        if (value.isNumber() && (type.equals("double") || type.equals("float"))) {
            return Double.toString(value.asDouble());
        }
        boolean blob = type.equals("blob") && value.isTextual();
        return blob ? "0x" + HexFormat.of().formatHex(Base64.getDecoder().decode(value.asText())) : value.asText();
    }

    private static JsonNode truth(String field) {
        return switch (field.toLowerCase(Locale.ROOT)) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> throw new IllegalArgumentException("'" + field + "' is not true or false");
        };
    }

    private static JsonNode blob(String field) {
        if (!field.startsWith("0x")) {
            throw new IllegalArgumentException("'" + field + "' is not a blob: 0x and hexadecimal digits");
        }
        return TextNode.valueOf(
                Base64.getEncoder().encodeToString(HexFormat.of().parseHex(field.substring(2))));
    }
}
