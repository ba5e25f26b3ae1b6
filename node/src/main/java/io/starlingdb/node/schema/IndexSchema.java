package io.starlingdb.node.schema;

import io.starlingdb.client.StarlingException;
import java.util.Locale;

/**
 * A secondary index on one column: local to each replica, kept in the row's own batch.
 *
 * @param id names the index in stored keys; drawn from the tables' ids, so never used for anything else
 * @param name unique within the keyspace
 * @param columnId the column's id in its table
 * @param target what of the column is found by it
 * @param implementation the class that CREATE CUSTOM INDEX named; empty without one. Kept and shown
 */
public record IndexSchema(int id, String name, int columnId, Target target, String implementation) {
    /** What of a column an index finds. */
    public enum Target {
        /** The column's value; of a collection its elements, of a map its values ({@code CONTAINS}). */
        VALUES(1),
        /** A map's keys ({@code CONTAINS KEY}). */
        KEYS(2),
        /** A map's entries ({@code m[key] = value}). */
        ENTRIES(3),
        /** A frozen collection as one value. */
        FULL(4);

        private final int storedId;

        Target(int storedId) {
            this.storedId = storedId;
        }

        /** As CREATE INDEX writes it. */
        public String cqlName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The number that stored schemas hold; never reused. */
        int storedId() {
            return storedId;
        }
    }

    /** Whether this index can be on a column of that type; what it is not for fails with {@code INVALID}. */
    static void check(ColumnSchema column, Target target) {
        CqlType type = column.type();
        if (column.kind() == ColumnKind.PARTITION_KEY) {
            throw StarlingException.notImplemented("Secondary indexes on partition key columns are not implemented");
        }
        boolean collection = type instanceof CollectionType;
        boolean frozen = !type.isMultiCell();
        if (type == ScalarType.COUNTER) {
            throw StarlingException.invalid("Secondary indexes are not supported on counter tables");
        }
        if (type == ScalarType.DURATION || !type.isOrdered()) {
            throw StarlingException.invalid("Secondary indexes are not supported on " + type + " columns");
        }
        if (type instanceof UserType && type.isMultiCell()) {
            throw StarlingException.invalid("Cannot create index on non-frozen UDT column " + column.name());
        }
        boolean fits = switch (target) {
            case FULL -> collection && frozen;
            case KEYS, ENTRIES -> type instanceof MapType && !frozen;
            case VALUES -> !(collection && frozen);
        };
        if (!fits) {
            throw StarlingException.invalid(
                    target == Target.FULL
                            ? "full() indexes can only be created on frozen collections"
                            : collection && frozen
                                    ? "Cannot create " + target.cqlName() + "() index on frozen column " + column.name()
                                            + ". Frozen collections are immutable and must be fully indexed by using"
                                            + " the 'full(" + column.name() + ")' modifier"
                                    : "Cannot create index on " + target.cqlName() + " of column " + column.name()
                                            + " with non-map type");
        }
    }

    /** The column in CREATE INDEX and in {@code system_schema.indexes}: {@code c}, {@code keys(c)}. */
    public String targetText(TableSchema table) {
        ColumnSchema column = table.column(columnId);
        if (column == null) {
            throw new IllegalStateException("index " + name + " without its column");
        }
        String text = TypeNames.quoted(column.name());
        boolean plain = target == Target.VALUES && !(column.type() instanceof CollectionType);
        return plain ? text : target.cqlName() + "(" + text + ")";
    }
}
