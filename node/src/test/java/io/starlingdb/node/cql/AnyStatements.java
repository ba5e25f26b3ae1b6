package io.starlingdb.node.cql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Random statements about one random table of any types. Many are wrong: types that do not fit, keys that are missing, conditions that need
 * filtering. What they answer is known by comparing two servers only.
 */
final class AnyStatements {
    private record Column(String name, String type, int kind) {}

    private static final int PARTITION = 0;
    private static final int CLUSTERING = 1;
    private static final int STATIC = 2;
    private static final int REGULAR = 3;

    private static final List<String> FUNCTIONS = List.of(
            "ttl",
            "writetime",
            "maxwritetime",
            "to_json",
            "count",
            "min",
            "max",
            "sum",
            "avg",
            "abs",
            "round",
            "exp",
            "log",
            "to_date",
            "to_timestamp",
            "to_unix_timestamp",
            "map_keys",
            "map_values",
            "collection_count",
            "collection_min",
            "collection_max",
            "collection_sum",
            "collection_avg",
            "int_as_blob",
            "text_as_blob",
            "blob_as_int",
            "token",
            "min_timeuuid");

    private final String table;
    private final RandomGenerator random;
    private final AnyValues values;
    private final List<Column> columns = new ArrayList<>();

    AnyStatements(String table, RandomGenerator random) {
        this.table = table;
        this.random = random;
        this.values = new AnyValues(random);
        for (int i = 0; i <= random.nextInt(2); i++) {
            columns.add(new Column("p" + i, values.keyType(), PARTITION));
        }
        for (int i = 0; i < random.nextInt(4); i++) {
            columns.add(new Column("c" + i, values.keyType(), CLUSTERING));
        }
        if (has(CLUSTERING) && random.nextBoolean()) {
            columns.add(new Column("s", values.type(1), STATIC));
        }
        int regular = 2 + random.nextInt(4);
        for (int i = 0; i < regular; i++) {
            columns.add(new Column("v" + i, values.type(2), REGULAR));
        }
    }

    String create() {
        String definitions = columns.stream()
                .map(c -> c.name() + " " + c.type() + (c.kind() == STATIC ? " static" : ""))
                .collect(Collectors.joining(", "));
        String clustering = has(CLUSTERING) ? ", " + names(of(CLUSTERING)) : "";
        String order = !has(CLUSTERING) || random.nextBoolean()
                ? ""
                : " WITH CLUSTERING ORDER BY ("
                        + of(CLUSTERING).stream()
                                .map(c -> c.name() + (random.nextBoolean() ? " DESC" : " ASC"))
                                .collect(Collectors.joining(", "))
                        + ")";
        return "CREATE TABLE " + table + " (" + definitions + ", PRIMARY KEY ((" + names(of(PARTITION)) + ")"
                + clustering + "))" + order;
    }

    String next() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> insert();
            case 3 -> update();
            case 4 -> delete();
            case 5 -> random.nextInt(3) == 0 ? insertJson() : insert();
            default -> select();
        };
    }

    private String insert() {
        List<Column> some = some(5);
        return "INSERT INTO " + table + " (" + names(some) + ") VALUES ("
                + some.stream().map(c -> values.value(c.type())).collect(Collectors.joining(", ")) + ")"
                + (random.nextInt(8) == 0 ? " USING TTL " + (random.nextInt(5) == 0 ? -1 : 100_000) : "");
    }

    private String insertJson() {
        String entries = some(5).stream()
                .filter(c -> List.of("int", "text", "boolean", "bigint", "uuid", "date")
                        .contains(c.type()))
                .map(c -> "\"" + c.name() + "\": "
                        + values.literal(c.type()).replace('\'', '"').replaceAll("^(5.*-.*)$", "\"$1\""))
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + table + " JSON '{" + entries + "}'" + (random.nextBoolean() ? " DEFAULT UNSET" : "");
    }

    private String update() {
        List<Column> set = columns.stream().filter(c -> c.kind() >= STATIC).toList();
        Column column = values.one(set);
        String second = random.nextInt(3) == 0 ? ", " + assignment(values.one(set)) : "";
        return "UPDATE " + table + (random.nextInt(8) == 0 ? " USING TTL 5000" : "") + " SET " + assignment(column)
                + second + " WHERE " + key(column.kind() == STATIC && random.nextInt(3) > 0);
    }

    private String assignment(Column column) {
        String name = column.name();
        String type = column.type();
        boolean map = type.startsWith("map<");
        switch (random.nextInt(4)) {
            case 0 -> {
                String subject =
                        map ? AnyValues.split(AnyValues.inside(type, "map")).get(0) : "int";
                String value = map
                        ? AnyValues.split(AnyValues.inside(type, "map")).get(1)
                        : type.startsWith("list<") ? AnyValues.inside(type, "list") : type;
                return name + "[" + values.value(subject) + "] = " + values.value(value);
            }
            case 1 -> {
                return name + " = " + name + values.one(List.of(" + ", " - ")) + values.value(type);
            }
            case 2 -> {
                return type.startsWith("list<")
                        ? name + " = " + values.value(type) + " + " + name
                        : name + values.one(List.of(" += ", " -= ")) + values.value(type);
            }
            default -> {
                return name + " = " + values.value(type);
            }
        }
    }

    private String delete() {
        List<Column> cells = columns.stream().filter(c -> c.kind() >= STATIC).toList();
        String what = random.nextInt(3) > 0 ? "" : values.one(cells).name() + (random.nextInt(4) == 0 ? "[0]" : "");
        return "DELETE " + what + " FROM " + table + " WHERE " + (random.nextBoolean() ? key(false) : where());
    }

    /** All of the key, or of the partition's alone; one part in thirty is left out. */
    private String key(boolean partition) {
        String relations = columns.stream()
                .filter(c -> c.kind() <= (partition ? PARTITION : CLUSTERING) && random.nextInt(30) > 0)
                .map(c -> c.name() + " = " + values.value(c.type()))
                .collect(Collectors.joining(" AND "));
        return relations.isEmpty() ? values.one(columns).name() + " = 0" : relations;
    }

    /** Conditions of a prefix of the key, mostly, and of others. */
    private String where() {
        List<String> relations = new ArrayList<>();
        for (Column column : columns) {
            int chance = column.kind() == PARTITION ? 90 : column.kind() == CLUSTERING ? 50 : 8;
            if (random.nextInt(100) < chance) {
                relations.add(relation(column));
            }
        }
        List<Column> clustering = of(CLUSTERING);
        if (clustering.size() > 1 && random.nextInt(8) == 0) {
            relations.add("(c0, c1) " + values.one(List.of("=", ">", "<=", "IN ")) + " "
                    + (random.nextInt(4) == 0 ? "((" : "(")
                    + values.literal(clustering.get(0).type()) + ", "
                    + values.literal(clustering.get(1).type()) + (random.nextInt(4) == 0 ? "))" : ")"));
        }
        Collections.shuffle(relations, new java.util.Random(random.nextLong()));
        return relations.isEmpty() ? relation(columns.get(0)) : String.join(" AND ", relations);
    }

    private String relation(Column column) {
        String name = column.name();
        String value = values.value(column.type());
        return switch (random.nextInt(column.kind() == PARTITION ? 12 : 9)) {
            case 0 -> name + " IN (" + value + ", " + values.value(column.type()) + ")";
            case 1 -> name + values.one(List.of(" > ", " >= ", " < ", " <= ")) + value;
            case 2 ->
                column.kind() >= STATIC
                        ? name
                                + values.one(List.of(" CONTAINS ", " CONTAINS KEY "))
                                + values.value(element(column.type()))
                        : name + " >= " + value + " AND " + name + " < " + values.value(column.type());
            case 3 ->
                column.kind() == PARTITION
                        ? "token(" + names(of(PARTITION)) + ") " + values.one(List.of(">", "<=")) + " "
                                + random.nextLong()
                        : name + " = " + value;
            default -> name + " = " + value;
        };
    }

    private static String element(String type) {
        int open = type.indexOf('<');
        return open < 0 || type.startsWith("frozen") || type.startsWith("vector")
                ? "int"
                : AnyValues.split(AnyValues.inside(type, type.substring(0, open)))
                        .get(0);
    }

    private String select() {
        StringBuilder text = new StringBuilder("SELECT ");
        int form = random.nextInt(12);
        text.append(form == 0 ? "JSON " : form == 1 ? "DISTINCT " : "");
        text.append(
                form == 1 ? names(of(PARTITION)) + (random.nextBoolean() && has(STATIC) ? ", s" : "") : selectors());
        text.append(" FROM ").append(table);
        if (random.nextInt(4) > 0) {
            text.append(" WHERE ").append(where());
        }
        if (random.nextInt(10) == 0) {
            List<Column> key =
                    columns.stream().filter(c -> c.kind() <= CLUSTERING).toList();
            text.append(" GROUP BY ").append(names(key.subList(0, 1 + random.nextInt(key.size()))));
        }
        if (random.nextInt(8) == 0) {
            text.append(" ORDER BY ").append(values.one(columns).name()).append(random.nextBoolean() ? " DESC" : "");
        }
        if (random.nextInt(8) == 0) {
            text.append(" PER PARTITION LIMIT ").append(random.nextInt(3));
        }
        if (random.nextInt(6) == 0) {
            text.append(" LIMIT ").append(random.nextInt(4));
        }
        return text.append(random.nextInt(3) == 0 ? " ALLOW FILTERING" : "").toString();
    }

    private String selectors() {
        if (random.nextInt(3) == 0) {
            return "*";
        }
        List<String> selectors = new ArrayList<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            Column column = values.one(columns);
            String name = column.name();
            selectors.add(
                    switch (random.nextInt(8)) {
                        case 0 -> values.one(FUNCTIONS) + "(" + name + ")";
                        case 1 -> random.nextInt(3) == 0 ? "count(*)" : values.one(FUNCTIONS) + "(" + name + ")";
                        case 2 -> "CAST(" + name + " AS " + values.keyType() + ")";
                        case 3 -> random.nextInt(3) == 0 ? name + " + " + values.literal(column.type()) : name;
                        case 4 ->
                            random.nextInt(3) == 0 ? name + "[" + values.literal(element(column.type())) + "]" : name;
                        default -> name;
                    });
        }
        return String.join(", ", selectors);
    }

    private boolean has(int kind) {
        return !of(kind).isEmpty();
    }

    private List<Column> of(int kind) {
        return columns.stream().filter(c -> c.kind() == kind).toList();
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** The key's columns, one in forty left out, and some of the others. */
    private List<Column> some(int inTen) {
        List<Column> some = columns.stream()
                .filter(c -> c.kind() <= CLUSTERING ? random.nextInt(40) > 0 : random.nextInt(10) < inTen)
                .toList();
        return some.isEmpty() ? columns : some;
    }
}
