package io.starlingdb.node.cql;

import io.starlingdb.node.cql.Model.Seen;
import io.starlingdb.node.cql.Shape.Column;
import io.starlingdb.node.cql.Shape.Kind;
import io.starlingdb.node.cql.Shape.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A random WHERE clause, which the model tests row by row. */
final class Restriction {
    private final Shape shape;
    private final RandomGenerator random;
    private final List<String> relations = new ArrayList<>();
    private Predicate<Seen> test = seen -> true;
    private @Nullable Integer key;
    private boolean restrictsRows;
    private boolean needsFiltering;

    Restriction(Shape shape, RandomGenerator random) {
        this.shape = shape;
        this.random = random;
        if (random.nextInt(3) > 0) {
            key = random.nextInt(6);
            relations.add("p = " + key);
            clustering();
        }
        if (random.nextInt(3) == 0) {
            regular();
        }
    }

    /** The partition that is read; null for all. */
    @Nullable
    Integer key() {
        return key;
    }

    boolean restrictsRows() {
        return restrictsRows;
    }

    boolean needsFiltering() {
        return needsFiltering;
    }

    boolean holds(Seen seen) {
        return test.test(seen);
    }

    String text() {
        return relations.isEmpty() ? "" : " WHERE " + String.join(" AND ", relations);
    }

    private void clustering() {
        for (Column column : shape.of(Kind.CLUSTERING)) {
            Object value = value(column.type());
            switch (random.nextInt(4)) {
                case 0 -> add(column, "=", value, order -> order == 0);
                case 1 -> {
                    Object other = value(column.type());
                    relations.add(column.name() + " IN (" + Shape.text(value) + ", " + Shape.text(other) + ")");
                    restrict(seen -> {
                        Object found = seen.value(column);
                        return value.equals(found) || other.equals(found);
                    });
                }
                case 2 -> {
                    add(column, ">=", value, order -> order >= 0);
                    return;
                }
                default -> {
                    return;
                }
            }
        }
    }

    private void regular() {
        List<Column> regulars = shape.of(Kind.REGULAR);
        Column column = regulars.get(random.nextInt(regulars.size()));
        needsFiltering |= !shape.indexed.contains(column);
        switch (column.type()) {
            case INT, TEXT -> {
                Object value = value(column.type());
                switch (random.nextInt(3)) {
                    case 0 -> add(column, "=", value, order -> order == 0);
                    case 1 -> add(column, ">", value, order -> order > 0);
                    default -> add(column, "<=", value, order -> order <= 0);
                }
            }
            case MAP -> {
                Object value = value(Type.INT);
                relations.add(column.name() + " CONTAINS " + value);
                restrict(seen -> seen.value(column) instanceof Map<?, ?> map
                        && map.values().contains(value));
            }
            default -> {
                Object value = value(Type.INT);
                relations.add(column.name() + " CONTAINS " + value);
                restrict(seen -> seen.value(column) instanceof Collection<?> elements && elements.contains(value));
            }
        }
    }

    private Object value(Type type) {
        Object value = shape.value(type, random);
        if (value == null) {
            throw new IllegalStateException("no value of " + type);
        }
        return value;
    }

    private interface Order {
        boolean holds(int order);
    }

    private void add(Column column, String operator, Object value, Order order) {
        relations.add(column.name() + " " + operator + " " + Shape.text(value));
        restrict(seen -> {
            Object found = seen.value(column);
            return found != null && order.holds(Shape.compare(found, value));
        });
    }

    private void restrict(Predicate<Seen> more) {
        restrictsRows = true;
        test = test.and(more);
    }
}
