package io.starlingdb.node.schema;

import io.starlingdb.client.StarlingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a type in CQL: a name, and in angle brackets what it holds. {@code frozen} holds for all inside it. Names that are no
 * built-in type's are those of user-defined types, in quotes where they are not all lower case.
 */
final class TypeParser {
    private static final int DEPTH_MAX = 16;

    private final String text;
    private final TypeScope scope;
    private int position;

    TypeParser(String text, TypeScope scope) {
        this.text = text;
        this.scope = scope;
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
        skipBlanks();
        if (position < text.length() && text.charAt(position) == '"') {
            return named(null, quotedName(), frozen);
        }
        String name = name();
        if (position < text.length() && text.charAt(position) == '.') {
            position++;
            boolean quoted = position < text.length() && text.charAt(position) == '"';
            return named(name.toLowerCase(Locale.ROOT), quoted ? quotedName() : lowerName(), frozen);
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
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
            case "tuple" -> {
                expect('<');
                List<CqlType> fields = new ArrayList<>();
                do {
                    fields.add(type(true, depth + 1));
                } while (accept(','));
                expect('>');
                yield new TupleType(fields);
            }
            case "vector" -> {
                expect('<');
                CqlType element = type(true, depth + 1);
                expect(',');
                int dimension = dimension();
                expect('>');
                yield new VectorType(element, dimension);
            }
            default -> {
                ScalarType scalar = ScalarType.find(name);
                yield scalar != null ? scalar : named(null, name.toLowerCase(Locale.ROOT), frozen);
            }
        };
    }

    private int dimension() {
        String digits = name();
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw invalid("a vector's dimension is a number, not '" + digits + "'");
        }
    }

    private CqlType named(@Nullable String keyspace, String name, boolean frozen) {
        UserType type = scope.find(keyspace, name);
        if (type == null) {
            throw StarlingException.invalid("Unknown type " + TypeNames.quoted(name));
        }
        return frozen ? type.freeze() : type.thaw();
    }

    private CqlType frozen(int depth) {
        expect('<');
        CqlType inner = type(true, depth + 1);
        expect('>');
        if (inner instanceof ScalarType) {
            throw invalid(
                    "frozen<> is only allowed on collections, tuples, and user-defined types (got " + inner + ")");
        }
        return inner;
    }

    private String lowerName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private String quotedName() {
        StringBuilder name = new StringBuilder();
        while (++position < text.length()) {
            char c = text.charAt(position);
            if (c == '"') {
                position++;
                if (position == text.length() || text.charAt(position) != '"') {
                    return name.toString();
                }
            }
            name.append(c);
        }
        throw invalid("a quoted name is not closed");
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
        if (!accept(wanted)) {
            throw invalid("'" + wanted + "' expected at character " + (position + 1));
        }
    }

    private boolean accept(char wanted) {
        skipBlanks();
        boolean found = position < text.length() && text.charAt(position) == wanted;
        position += found ? 1 : 0;
        return found;
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
