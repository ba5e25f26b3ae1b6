package io.starlingdb.node.schema;

/**
 * A column that is to be created; the schema gives it its id.
 *
 * @param name the name as CQL compares it: lower case unless it was quoted
 * @param descending whether a clustering column sorts from the greatest to the least
 */
public record ColumnDefinition(String name, CqlType type, ColumnKind kind, boolean descending) {
    /** A column in ascending order, if in any. */
    public ColumnDefinition(String name, CqlType type, ColumnKind kind) {
        this(name, type, kind, false);
    }
}
