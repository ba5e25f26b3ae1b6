package io.starlingdb.client.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Shows a JSON value of a known CQL type the way CQL writes it. */
final class ValueText {
    private ValueText() {}

    /** @param type as CQL writes it, for example {@code map<text, int>} */
    static String of(JsonNode value, String type) {
        return text(value, unfrozen(type), false);
    }

    /** As {@link #of}, in the lines that a text has. */
    static List<String> lines(JsonNode value, String type) {
        return value.isTextual()
                ? value.asText().lines().map(ValueText::printable).toList()
                : List.of(of(value, type));
    }

    /** Whether values of the type stand at the right of their column. */
    static boolean alignsRight(String type) {
        return switch (type) {
            case "int", "bigint", "smallint", "tinyint", "varint", "decimal", "float", "double", "counter" -> true;
            default -> false;
        };
    }

    private static String text(JsonNode value, String type, boolean nested) {
        if (value.isNull() || value.isMissingNode()) {
            return "null";
        }
        if (value.isArray()) {
            return type.startsWith("map<") ? pairs(value, type) : elements(value, type);
        }
        if (value.isObject()) {
            return object(value, type);
        }
        if (value.isNumber() && (type.equals("double") || type.equals("float"))) {
            return Double.toString(value.asDouble());
        }
        boolean quoted = nested && value.isTextual() && isText(type);
        return quoted ? "'" + value.asText().replace("'", "''") + "'" : printable(value.asText());
    }

    private static String elements(JsonNode array, String type) {
        boolean tuple = type.startsWith("tuple<");
        StringJoiner joined = tuple
                ? new StringJoiner(", ", "(", ")")
                : type.startsWith("set<") ? new StringJoiner(", ", "{", "}") : new StringJoiner(", ", "[", "]");
        for (int i = 0; i < array.size(); i++) {
            joined.add(text(array.get(i), parameter(type, tuple ? i : 0), true));
        }
        return joined.toString();
    }

    private static String pairs(JsonNode array, String type) {
        StringJoiner joined = new StringJoiner(", ", "{", "}");
        array.forEach(pair -> joined.add(
                text(pair.path(0), parameter(type, 0), true) + ": " + text(pair.path(1), parameter(type, 1), true)));
        return joined.toString();
    }

    /** A map, or a value of a user's type: the type's fields are names, a map's keys are texts. */
    private static String object(JsonNode object, String type) {
        boolean map = type.startsWith("map<");
        StringJoiner joined = new StringJoiner(", ", "{", "}");
        object.properties().forEach(field -> {
            String name = map ? "'" + field.getKey().replace("'", "''") + "'" : CopyStatement.quoted(field.getKey());
            joined.add(name + ": " + text(field.getValue(), parameter(type, 1), true));
        });
        return joined.toString();
    }

    private static boolean isText(String type) {
        return switch (type) {
            case "text", "varchar", "ascii", "timestamp", "date", "time", "inet" -> true;
            default -> false;
        };
    }

    /** Control characters would break the table: they are shown as escapes. */
    private static String printable(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\t' -> shown.append("\\t");
                case '\r' -> shown.append("\\r");
                default -> {
                    if (Character.isISOControl(c)) {
                        shown.append(String.format("\\x%02x", c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                }
            }
        });
        return shown.toString();
    }

    private static String unfrozen(String type) {
        String bare = type.strip();
        return bare.startsWith("frozen<") ? unfrozen(bare.substring(7, bare.length() - 1)) : bare;
    }

    /** The type's parameter at an index; {@code text} where it has none. */
    private static String parameter(String type, int index) {
        int open = type.indexOf('<');
        if (open < 0 || !type.endsWith(">")) {
            return "text";
        }
        List<String> parameters = new ArrayList<>();
        int depth = 0;
        int start = open + 1;
        for (int at = start; at < type.length(); at++) {
            char c = type.charAt(at);
            if (c == '<') {
                depth++;
            } else if (depth == 0 && (c == ',' || c == '>')) {
                parameters.add(unfrozen(type.substring(start, at)));
                start = at + 1;
            } else if (c == '>') {
                depth--;
            }
        }
        return index < parameters.size() ? parameters.get(index) : "text";
    }
}
