package io.starlingdb.node.cql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A random table: its columns, and values for them. Few different values, so that statements meet. */
final class Shape {
    private static final int VALUES = 5;

    enum Kind {
        PARTITION,
        CLUSTERING,
        STATIC,
        REGULAR
    }

    enum Type {
        INT("int"),
        TEXT("text"),
        SET("set<int>"),
        MAP("map<text, int>"),
        LIST("list<int>");

        private final String cql;

        Type(String cql) {
            this.cql = cql;
        }
    }

    /** @param place among the columns of its kind */
    record Column(String name, Kind kind, Type type, int place, boolean descending) {}

    final String table;
    final List<Column> columns = new ArrayList<>();
    final List<Column> indexed = new ArrayList<>();

    Shape(String table, RandomGenerator random) {
        this.table = table;
        columns.add(new Column("p", Kind.PARTITION, Type.INT, 0, false));
        int clustering = 1 + random.nextInt(2);
        for (int i = 0; i < clustering; i++) {
            Type type = random.nextBoolean() ? Type.INT : Type.TEXT;
            columns.add(new Column("c" + i, Kind.CLUSTERING, type, i, random.nextBoolean()));
        }
        if (random.nextBoolean()) {
            columns.add(new Column("s0", Kind.STATIC, random.nextBoolean() ? Type.INT : Type.SET, 0, false));
        }
        int regular = 1 + random.nextInt(4);
        for (int i = 0; i < regular; i++) {
            Type type = Type.values()[random.nextInt(Type.values().length)];
            columns.add(new Column("v" + i, Kind.REGULAR, type, i, false));
        }
        for (Column column : of(Kind.REGULAR)) {
            if (random.nextInt(3) > 0) {
                indexed.add(column);
            }
        }
    }

    List<Column> of(Kind kind) {
        return columns.stream().filter(column -> column.kind() == kind).toList();
    }

    String create() {
        String definitions = columns.stream()
                .map(c -> c.name() + " " + c.type().cql + (c.kind() == Kind.STATIC ? " static" : ""))
                .collect(Collectors.joining(", "));
        List<Column> clustering = of(Kind.CLUSTERING);
        return "CREATE TABLE " + table + " (" + definitions + ", PRIMARY KEY (p, "
                + clustering.stream().map(Column::name).collect(Collectors.joining(", "))
                + ")) WITH CLUSTERING ORDER BY ("
                + clustering.stream()
                        .map(c -> c.name() + (c.descending() ? " DESC" : " ASC"))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    @Nullable
    Object value(Type type, RandomGenerator random) {
        return switch (type) {
            case INT -> random.nextInt(VALUES) - 1;
            case TEXT -> String.valueOf((char) ('a' + random.nextInt(VALUES)));
            case SET -> {
                TreeSet<Object> set = new TreeSet<>();
                for (int left = random.nextInt(3); left > 0; left--) {
                    set.add(value(Type.INT, random));
                }
                yield set;
            }
            case MAP -> {
                TreeMap<Object, Object> map = new TreeMap<>();
                for (int left = random.nextInt(3); left > 0; left--) {
                    map.put(value(Type.TEXT, random), value(Type.INT, random));
                }
                yield map;
            }
            case LIST -> {
                List<Object> list = new ArrayList<>();
                for (int left = random.nextInt(3); left > 0; left--) {
                    list.add(value(Type.INT, random));
                }
                yield list;
            }
        };
    }

    List<Object> clustering(RandomGenerator random) {
        List<Object> values = new ArrayList<>();
        for (Column column : of(Kind.CLUSTERING)) {
            values.add(value(column.type(), random));
        }
        return values;
    }

    int compareClustering(List<Object> left, List<Object> right) {
        List<Column> clustering = of(Kind.CLUSTERING);
        for (int i = 0; i < clustering.size(); i++) {
            int order = compare(left.get(i), right.get(i));
            if (order != 0) {
                return clustering.get(i).descending() ? -order : order;
            }
        }
        return 0;
    }

    @SuppressWarnings("unchecked") // values of one column are of one class
    static int compare(Object left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }

    /** A value as CQL writes it. */
    static String text(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Collection<?> elements) {
            boolean set = value instanceof TreeSet;
            return elements.stream()
                    .map(Shape::text)
                    .collect(Collectors.joining(", ", set ? "{" : "[", set ? "}" : "]"));
        }
        return value instanceof String string ? "'" + string + "'" : String.valueOf(value);
    }
}
