package io.starlingdb.node.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Random types and values of CQL, as text; few different values of a type, so that statements meet. */
final class AnyValues {
    static final List<String> KEY_TYPES = List.of(
            "int",
            "text",
            "bigint",
            "uuid",
            "timestamp",
            "date",
            "boolean",
            "decimal",
            "varint",
            "smallint",
            "blob",
            "inet",
            "double",
            "time",
            "timeuuid",
            "tinyint",
            "ascii",
            "float");

    private final RandomGenerator random;

    AnyValues(RandomGenerator random) {
        this.random = random;
    }

    String keyType() {
        return one(KEY_TYPES);
    }

    String type(int depth) {
        if (depth == 0 || random.nextInt(5) < 3) {
            return random.nextInt(12) == 0 ? "duration" : keyType();
        }
        return switch (random.nextInt(6)) {
            case 0 -> "list<" + element(depth) + ">";
            case 1 -> "set<" + keyType() + ">";
            case 2 -> "map<" + keyType() + ", " + element(depth) + ">";
            case 3 -> "tuple<" + keyType() + ", " + element(depth) + ">";
            case 4 -> "vector<float, 2>";
            default -> "frozen<" + one(List.of("list<", "set<")) + keyType() + ">>";
        };
    }

    private String element(int depth) {
        String type = type(depth - 1);
        boolean collection = type.startsWith("list") || type.startsWith("set") || type.startsWith("map");
        return type.equals("duration") ? "int" : collection ? "frozen<" + type + ">" : type;
    }

    /** A value of a type; one time in forty of another. */
    String value(String type) {
        // Cassandra takes any constant for a tuple or a vector, whatever comes of it: not a thing to be compared.
        boolean composite = type.contains("tuple") || type.contains("vector");
        String wanted = random.nextInt(40) == 0 && !composite ? type(1) : type;
        return random.nextInt(30) == 0 ? "null" : literal(wanted);
    }

    /** A value of just this type. */
    String literal(String type) {
        int n = random.nextInt(4);
        return switch (type) {
            case "int", "bigint", "varint", "smallint", "tinyint" -> String.valueOf(n - 1);
            case "text", "ascii" -> one(List.of("'a'", "'b'", "'ab'", "''"));
            case "uuid" -> "550e8400-e29b-41d4-a716-44665544000" + n;
            case "timeuuid" -> "0fe7b2c" + n + "-c8a1-11f0-8000-000000000001";
            case "timestamp" ->
                one(List.of("0", "1700000000123", "'2024-02-29T23:59:59.5Z'", "'2011-02-03 04:05+0100'"));
            case "date" -> one(List.of("'2024-02-29'", "'1969-12-31'", "'2024-03-01'", "2147483648"));
            case "time" -> one(List.of("'00:00:00'", "'23:59:59.000000001'", "'12:30:00.5'", "1000"));
            case "boolean" -> random.nextBoolean() ? "true" : "false";
            case "decimal" -> one(List.of("0", "1.5", "-2.50", "1E3"));
            case "double", "float" -> one(List.of("0", "1.5", "-2.25", "1e3", "NaN"));
            case "blob" -> one(List.of("0x", "0x00", "0xCAFE", "0xff"));
            case "inet" -> one(List.of("'10.0.0.1'", "'::1'", "'192.168.1.255'", "'10.0.0.2'"));
            case "duration" -> one(List.of("1mo2d", "3h", "1y", "P1DT2H"));
            default -> composite(type);
        };
    }

    private String composite(String type) {
        if (type.startsWith("frozen<")) {
            return literal(inside(type, "frozen"));
        }
        String head = type.substring(0, type.indexOf('<')).toLowerCase(Locale.ROOT);
        List<String> parts = split(inside(type, head));
        if (head.equals("tuple")) {
            return "(" + literal(parts.get(0)) + ", " + literal(parts.get(1)) + ")";
        }
        if (head.equals("vector")) {
            return one(List.of("[1, 2]", "[0.5, -1]", "[3, 4]"));
        }
        List<String> elements = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            elements.add(
                    head.equals("map") ? literal(parts.get(0)) + ": " + literal(parts.get(1)) : literal(parts.get(0)));
        }
        String joined = String.join(", ", elements);
        return head.equals("list") ? "[" + joined + "]" : "{" + joined + "}";
    }

    static String inside(String type, String head) {
        return type.substring(head.length() + 1, type.length() - 1);
    }

    /** The types between the commas of the outermost level. */
    static List<String> split(String types) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < types.length(); i++) {
            char c = types.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(types.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(types.substring(from).strip());
        return parts;
    }

    <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
