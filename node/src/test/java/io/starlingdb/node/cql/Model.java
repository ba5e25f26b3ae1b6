package io.starlingdb.node.cql;

import io.starlingdb.node.cql.Shape.Column;
import io.starlingdb.node.cql.Shape.Kind;
import io.starlingdb.node.ring.Partitioner;
import io.starlingdb.node.schema.ScalarType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What CQL says that a table holds after some statements, one after the other: the plainest thing that could be right. Values are
 * Integer, String, TreeSet, TreeMap and List; a row is there while it has a marker or a value.
 */
final class Model {

    /** A row: its clustering values, whether INSERT made it, and its columns. */
    static final class Row {
        final List<Object> clustering;
        final Map<String, Object> values = new HashMap<>();
        boolean marker;

        Row(List<Object> clustering) {
            this.clustering = clustering;
        }

        boolean isThere() {
            return marker || !values.isEmpty();
        }
    }

    /** A partition: its key, static values, and rows in their order. */
    static final class Partition {
        final int key;
        final Map<String, Object> statics = new HashMap<>();
        final TreeMap<List<Object>, Row> rows;

        Partition(int key, Comparator<List<Object>> order) {
            this.key = key;
            this.rows = new TreeMap<>(order);
        }
    }

    /** What a SELECT sees: a partition, and a row of it or, where there is none, its static columns alone. */
    record Seen(Partition partition, @Nullable Row row) {
        @Nullable
        Object value(Column column) {
            return switch (column.kind()) {
                case PARTITION -> partition.key;
                case CLUSTERING -> row == null ? null : row.clustering.get(column.place());
                case STATIC -> partition.statics.get(column.name());
                case REGULAR -> row == null ? null : row.values.get(column.name());
            };
        }
    }

    private final Shape shape;
    private final Map<Integer, Partition> partitions = new LinkedHashMap<>();

    Model(Shape shape) {
        this.shape = shape;
    }

    Partition partition(int key) {
        return partitions.computeIfAbsent(key, k -> new Partition(k, shape::compareClustering));
    }

    Row row(int key, List<Object> clustering) {
        return partition(key).rows.computeIfAbsent(clustering, Row::new);
    }

    /** Sets a column; null and empty collections delete. */
    void set(Map<String, Object> values, String column, @Nullable Object value) {
        boolean empty = value == null
                || (value instanceof Collection<?> elements && elements.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
        if (empty) {
            values.remove(column);
        } else {
            values.put(column, value);
        }
    }

    void deleteRows(int key, Predicate<List<Object>> which) {
        partition(key).rows.keySet().removeIf(which);
    }

    void deletePartition(int key) {
        partitions.remove(key);
    }

    /** All that a scan sees, in the order of tokens; partitions of static columns alone where these are wanted. */
    List<Seen> scan(boolean staticsAlone) {
        List<Partition> ordered = new ArrayList<>(partitions.values());
        ordered.sort(Comparator.comparingLong(p -> Partitioner.token(ScalarType.INT.encode(p.key))));
        List<Seen> seen = new ArrayList<>();
        for (Partition partition : ordered) {
            see(partition, staticsAlone, seen);
        }
        return seen;
    }

    /** What a read of one partition sees. */
    List<Seen> scan(int key, boolean staticsAlone) {
        List<Seen> seen = new ArrayList<>();
        Partition partition = partitions.get(key);
        if (partition != null) {
            see(partition, staticsAlone, seen);
        }
        return seen;
    }

    private static void see(Partition partition, boolean staticsAlone, List<Seen> into) {
        int before = into.size();
        for (Row row : partition.rows.values()) {
            if (row.isThere()) {
                into.add(new Seen(partition, row));
            }
        }
        if (into.size() == before && staticsAlone && !partition.statics.isEmpty()) {
            into.add(new Seen(partition, null));
        }
    }

    /** A row of a result as scripts show it. */
    static String line(Seen seen, List<Column> columns) {
        List<String> cells = new ArrayList<>();
        for (Column column : columns) {
            cells.add(Shape.text(seen.value(column)));
        }
        return String.join(" | ", cells);
    }

    static boolean isKey(Column column) {
        return column.kind() == Kind.PARTITION || column.kind() == Kind.CLUSTERING;
    }
}
