package io.starlingdb.node.cql;

import io.starlingdb.node.cql.Model.Seen;
import io.starlingdb.node.cql.Shape.Column;
import io.starlingdb.node.cql.Shape.Kind;
import io.starlingdb.node.cql.Shape.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes random statements about one table, and has the model do what they say. */
final class Statements {
    private static final int KEYS = 6;

    /** @param rows what it answers, or null where it answers nothing */
    record Step(String text, @Nullable List<String> rows) {}

    private final Shape shape;
    private final Model model;
    private final RandomGenerator random;

    Statements(Shape shape, RandomGenerator random) {
        this.shape = shape;
        this.model = new Model(shape);
        this.random = random;
    }

    Step next() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> new Step(insert(random.nextInt(KEYS), shape.clustering(random)), null);
            case 3, 4 -> new Step(update(random.nextInt(KEYS), shape.clustering(random)), null);
            case 5 -> new Step(delete(), null);
            case 6 -> new Step(batch(), null);
            case 7 -> aggregate();
            default -> select();
        };
    }

    private String insert(int key, List<Object> clustering) {
        Model.Row row = model.row(key, clustering);
        row.marker = true;
        List<String> names = new ArrayList<>(List.of("p"));
        List<String> values = new ArrayList<>(List.of(String.valueOf(key)));
        for (Column column : shape.of(Kind.CLUSTERING)) {
            names.add(column.name());
            values.add(Shape.text(clustering.get(column.place())));
        }
        for (Column column : shape.columns) {
            if (!Model.isKey(column) && random.nextBoolean()) {
                Object value = random.nextInt(6) == 0 ? null : shape.value(column.type(), random);
                names.add(column.name());
                values.add(Shape.text(value));
                model.set(valuesOf(column, key, row), column.name(), value);
            }
        }
        return "INSERT INTO " + shape.table + " (" + String.join(", ", names) + ") VALUES (" + String.join(", ", values)
                + ")";
    }

    private Map<String, Object> valuesOf(Column column, int key, Model.Row row) {
        return column.kind() == Kind.STATIC ? model.partition(key).statics : row.values;
    }

    private String update(int key, List<Object> clustering) {
        Model.Row row = model.row(key, clustering);
        List<Column> regulars = shape.of(Kind.REGULAR);
        Column column = regulars.get(random.nextInt(regulars.size()));
        return "UPDATE " + shape.table + " SET " + assignment(column, row.values) + " WHERE " + where(key, clustering);
    }

    private String where(int key, List<Object> clustering) {
        StringBuilder text = new StringBuilder("p = " + key);
        for (Column column : shape.of(Kind.CLUSTERING)) {
            text.append(" AND ").append(column.name()).append(" = ").append(Shape.text(clustering.get(column.place())));
        }
        return text.toString();
    }

    /** One assignment, done to the model too. */
    private String assignment(Column column, Map<String, Object> values) {
        String name = column.name();
        Object given = shape.value(column.type(), random);
        Object old = values.get(name);
        int way = random.nextInt(3);
        boolean plain = column.type() == Type.INT || column.type() == Type.TEXT || way == 0;
        if (plain) {
            Object value = random.nextInt(5) == 0 ? null : given;
            model.set(values, name, value);
            return name + " = " + Shape.text(value);
        }
        if (column.type() == Type.MAP && way == 1) {
            Object key = shape.value(Type.TEXT, random);
            Object value = random.nextInt(3) == 0 ? null : shape.value(Type.INT, random);
            TreeMap<Object, Object> map = copy(old);
            if (value == null) {
                map.remove(key);
            } else {
                map.put(key, value);
            }
            model.set(values, name, map);
            return name + "[" + Shape.text(key) + "] = " + Shape.text(value);
        }
        boolean adds = way == 1 || column.type() == Type.MAP;
        if (given instanceof Map<?, ?> more) {
            TreeMap<Object, Object> map = copy(old);
            map.putAll(more);
            model.set(values, name, map);
        } else if (given instanceof TreeSet<?> more) {
            TreeSet<Object> set = old == null ? new TreeSet<>() : new TreeSet<>((Collection<?>) old);
            boolean unused = adds ? set.addAll(more) : set.removeAll(more);
            model.set(values, name, set);
        } else if (given instanceof List<?> more) {
            List<Object> list = old == null ? new ArrayList<>() : new ArrayList<>((Collection<?>) old);
            boolean unused = adds ? list.addAll(more) : list.removeAll(more);
            model.set(values, name, list);
        }
        return name + " = " + name + (adds ? " + " : " - ") + Shape.text(given);
    }

    private static TreeMap<Object, Object> copy(@Nullable Object map) {
        TreeMap<Object, Object> copy = new TreeMap<>();
        if (map instanceof Map<?, ?> old) {
            copy.putAll(old);
        }
        return copy;
    }

    private String delete() {
        int key = random.nextInt(KEYS);
        List<Object> clustering = shape.clustering(random);
        Column first = shape.of(Kind.CLUSTERING).get(0);
        Object bound = clustering.get(0);
        switch (random.nextInt(5)) {
            case 0 -> {
                model.deletePartition(key);
                return "DELETE FROM " + shape.table + " WHERE p = " + key;
            }
            case 1 -> {
                model.deleteRows(key, row -> Shape.compare(row.get(0), bound) > 0);
                return "DELETE FROM " + shape.table + " WHERE p = " + key + " AND " + first.name() + " > "
                        + Shape.text(bound);
            }
            case 2 -> {
                List<Column> regulars = shape.of(Kind.REGULAR);
                Column column = regulars.get(random.nextInt(regulars.size()));
                model.set(model.row(key, clustering).values, column.name(), null);
                return "DELETE " + column.name() + " FROM " + shape.table + " WHERE " + where(key, clustering);
            }
            default -> {
                model.deleteRows(key, row -> row.equals(clustering));
                return "DELETE FROM " + shape.table + " WHERE " + where(key, clustering);
            }
        }
    }

    /** Writes of different rows: what a batch does to one cell twice is not the point here. */
    private String batch() {
        List<String> writes = new ArrayList<>();
        int first = random.nextInt(KEYS);
        for (int i = 0; i < 2; i++) {
            writes.add(insert((first + i) % KEYS, shape.clustering(random)));
        }
        return "BEGIN UNLOGGED BATCH " + String.join("; ", writes) + "; APPLY BATCH";
    }

    private Step aggregate() {
        Map<Integer, List<Seen>> groups = new java.util.LinkedHashMap<>();
        for (Seen seen : model.scan(false)) {
            groups.computeIfAbsent(seen.partition().key, k -> new ArrayList<>()).add(seen);
        }
        List<Column> numbers = shape.of(Kind.REGULAR).stream()
                .filter(column -> column.type() == Type.INT)
                .toList();
        List<String> rows = new ArrayList<>();
        boolean hasStatics = !shape.of(Kind.STATIC).isEmpty();
        if (numbers.isEmpty()
                || hasStatics) { // statics alone are a group of their own, which has no count worth a rule
            long count = model.scan(true).size();
            return new Step("SELECT count(*) FROM " + shape.table, List.of(String.valueOf(count)));
        }
        String name = numbers.get(0).name();
        groups.forEach((key, seen) -> {
            List<Integer> values = new ArrayList<>();
            for (Seen row : seen) {
                if (row.value(numbers.get(0)) instanceof Integer value) {
                    values.add(value);
                }
            }
            rows.add(key + " | " + seen.size() + " | "
                    + values.stream().mapToInt(Integer::intValue).sum() + " | "
                    + (values.isEmpty() ? "null" : Collections.max(values)));
        });
        return new Step(
                "SELECT p, count(*), sum(" + name + "), max(" + name + ") FROM " + shape.table + " GROUP BY p", rows);
    }

    private Step select() {
        Restriction restriction = new Restriction(shape, random);
        boolean staticsAlone = !restriction.restrictsRows();
        List<Seen> seen =
                restriction.key() == null ? model.scan(staticsAlone) : model.scan(restriction.key(), staticsAlone);
        seen = new ArrayList<>(seen.stream().filter(restriction::holds).toList());
        StringBuilder text = new StringBuilder();
        List<Column> columns =
                shape.columns.stream().filter(column -> random.nextInt(3) > 0).toList();
        if (columns.isEmpty()) {
            columns = shape.columns;
        }
        text.append("SELECT ")
                .append(columns.stream().map(Column::name).collect(Collectors.joining(", ")))
                .append(" FROM ")
                .append(shape.table)
                .append(restriction.text());
        if (restriction.key() != null && random.nextInt(3) == 0) {
            Column first = shape.of(Kind.CLUSTERING).get(0);
            text.append(" ORDER BY ").append(first.name()).append(first.descending() ? " ASC" : " DESC");
            Collections.reverse(seen);
        }
        if (random.nextInt(4) == 0) {
            int limit = 1 + random.nextInt(2);
            Map<Integer, Integer> given = new HashMap<>();
            seen.removeIf(row -> given.merge(row.partition().key, 1, Integer::sum) > limit);
            text.append(" PER PARTITION LIMIT ").append(limit);
        }
        if (random.nextInt(4) == 0) {
            int limit = 1 + random.nextInt(4);
            seen = seen.subList(0, Math.min(limit, seen.size()));
            text.append(" LIMIT ").append(limit);
        }
        if (restriction.needsFiltering()) {
            text.append(" ALLOW FILTERING");
        }
        List<Column> shown = columns;
        return new Step(
                text.toString(),
                seen.stream().map(row -> Model.line(row, shown)).toList());
    }
}
