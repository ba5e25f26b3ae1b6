package io.starlingdb.node.schema;

import io.starlingdb.client.StarlingException;

/** Reads a type in CQL: a name, and in angle brackets what it holds. {@code frozen} holds for all inside it. */
final class TypeParser {
    private static final int DEPTH_MAX = 16;

    private final String text;
    private int position;

    TypeParser(String text) {
        this.text = text;
    }

    CqlType parse() {
        CqlType type = type(false, 0);
        skipBlanks();
        if (position != text.length()) {
            throw invalid("unexpected '" + text.substring(position) + "'");
        }
        return type;
    }

    private CqlType type(boolean frozen, int depth) {
        if (depth > DEPTH_MAX) {
            throw invalid("nested deeper than " + DEPTH_MAX);
        }
        String name = name();
        return switch (name.toLowerCase(java.util.Locale.ROOT)) {
            case "frozen" -> frozen(depth);
            case "list" -> {
                expect('<');
                CqlType element = type(frozen, depth + 1);
                expect('>');
                yield new ListType(element, frozen);
            }
            case "set" -> {
                expect('<');
                CqlType element = type(frozen, depth + 1);
                expect('>');
                yield new SetType(element, frozen);
            }
            case "map" -> {
                expect('<');
                CqlType key = type(frozen, depth + 1);
                expect(',');
                CqlType value = type(frozen, depth + 1);
                expect('>');
                yield new MapType(key, value, frozen);
            }
            default -> scalar(name);
        };
    }

    private CqlType frozen(int depth) {
        expect('<');
        CqlType inner = type(true, depth + 1);
        expect('>');
        if (inner instanceof ScalarType) {
            throw invalid("frozen<> is only allowed on collections, not on " + inner);
        }
        return inner;
    }

    private CqlType scalar(String name) {
        ScalarType type = ScalarType.find(name);
        if (type == null) {
            throw invalid("unknown type '" + name + "'");
        }
        return type;
    }

    private String name() {
        skipBlanks();
        int start = position;
        while (position < text.length() && isNameCharacter(text.charAt(position))) {
            position++;
        }
        if (start == position) {
            throw invalid("a type's name is missing");
        }
        return text.substring(start, position);
    }

    private void expect(char wanted) {
        skipBlanks();
        if (position == text.length() || text.charAt(position) != wanted) {
            throw invalid("'" + wanted + "' expected at character " + (position + 1));
        }
        position++;
    }

    private void skipBlanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isNameCharacter(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '_');
    }

    private StarlingException invalid(String reason) {
        return StarlingException.invalid("'" + text + "' is no CQL type: " + reason);
    }
}
