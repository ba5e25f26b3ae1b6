package io.starlingdb.node.data;

import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.MapType;
import io.starlingdb.node.schema.TableSchema;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that a row must all meet, evaluated on what a read sees ({@code ALLOW FILTERING}). A column without a value meets
 * none; of siblings the latest value counts.
 *
 * @param conditions the conditions, all of which must hold
 */
public record RowFilter(List<Condition> conditions) {
    /** Lets everything pass. */
    public static final RowFilter ALL = new RowFilter(List.of());

    public RowFilter {
        conditions = List.copyOf(conditions);
    }

    /** How a column is compared. The codes travel and never change. */
    public enum Op {
        EQ(1),
        NE(2),
        LT(3),
        LE(4),
        GT(5),
        GE(6),
        /** Is one of the elements of a serialized list. */
        IN(7),
        /** The collection has this element (set, list) or value (map). */
        CONTAINS(8),
        /** The map has this key. */
        CONTAINS_KEY(9),
        /** The map has the one entry of a serialized map. */
        CONTAINS_ENTRY(10);

        private final int code;

        Op(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static @Nullable Op ofCode(int code) {
            for (Op op : values()) {
                if (op.code == code) {
                    return op;
                }
            }
            return null;
        }
    }

    /**
     * One condition.
     *
     * @param columnId any column of the table, key columns too
     * @param op how it is compared
     * @param value the serialized value that it is compared with
     */
    public record Condition(int columnId, Op op, byte[] value) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Condition that
                    && columnId == that.columnId
                    && op == that.op
                    && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return 31 * columnId + Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "c" + columnId + " " + op + " " + HexText.of(value);
        }
    }

    public boolean isEmpty() {
        return conditions.isEmpty();
    }

    /**
     * Whether this row of a partition passes.
     *
     * @param partitionKey the key in the routing form
     * @param statics the partition's static columns, if there are any to be seen
     * @param row the row; null for a partition of static columns alone
     */
    public boolean matches(
            TableSchema table, byte[] partitionKey, @Nullable VisibleRow statics, @Nullable VisibleRow row) {
        for (Condition condition : conditions) {
            ColumnSchema column = table.column(condition.columnId());
            byte[] value = column == null ? null : valueOf(column, table, partitionKey, statics, row);
            if (column == null || value == null || !holds(column.type(), value, condition)) {
                return false;
            }
        }
        return true;
    }

    private static byte @Nullable [] valueOf(
            ColumnSchema column,
            TableSchema table,
            byte[] partitionKey,
            @Nullable VisibleRow statics,
            @Nullable VisibleRow row) {
        return switch (column.kind()) {
            case PARTITION_KEY ->
                Keys.partitionKeyComponents(table, partitionKey)
                        .get(table.partitionKey().indexOf(column));
            case CLUSTERING ->
                row == null
                        ? null
                        : Keys.clusteringComponents(table, row.clustering())
                                .get(table.clustering().indexOf(column));
            case STATIC -> statics == null ? null : statics.value(column.id());
            case REGULAR -> row == null ? null : row.value(column.id());
        };
    }

    private static boolean holds(CqlType type, byte[] value, Condition condition) {
        byte[] given = condition.value();
        return switch (condition.op()) {
            case EQ -> type.compare(value, given) == 0;
            case NE -> type.compare(value, given) != 0;
            case LT -> type.compare(value, given) < 0;
            case LE -> type.compare(value, given) <= 0;
            case GT -> type.compare(value, given) > 0;
            case GE -> type.compare(value, given) >= 0;
            case IN -> has(type, new ListType(type, true).unpack(given), 0, 1, value);
            case CONTAINS -> contains(type, value, given, false);
            case CONTAINS_KEY -> contains(type, value, given, true);
            case CONTAINS_ENTRY -> type instanceof MapType map && hasEntry(map, map.unpack(value), map.unpack(given));
        };
    }

    private static boolean contains(CqlType type, byte[] value, byte[] given, boolean key) {
        if (!(type instanceof CollectionType collection)) {
            return false;
        }
        List<byte[]> parts = collection.unpack(value);
        if (collection instanceof MapType map) {
            return key ? has(map.key(), parts, 0, 2, given) : has(map.value(), parts, 1, 2, given);
        }
        CqlType element = collection instanceof ListType list ? list.element() : collection.pathType();
        return !key && has(element, parts, 0, 1, given);
    }

    private static boolean hasEntry(MapType type, List<byte[]> parts, List<byte[]> entry) {
        for (int i = 0; i < parts.size(); i += 2) {
            if (entry.size() == 2
                    && type.key().compare(parts.get(i), entry.get(0)) == 0
                    && type.value().compare(parts.get(i + 1), entry.get(1)) == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(CqlType type, List<byte[]> parts, int first, int step, byte[] wanted) {
        for (int i = first; i < parts.size(); i += step) {
            if (type.compare(parts.get(i), wanted) == 0) {
                return true;
            }
        }
        return false;
    }
}
