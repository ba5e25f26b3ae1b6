package io.starlingdb.node.schema;

/**
 * One column of a table.
 *
 * @param id names the column in stored rows; unique within the table and never used for another column of it
 * @param name the name as CQL compares it: lower case unless it was quoted
 * @param descending whether a clustering column sorts from the greatest to the least; false for all others
 */
public record ColumnSchema(int id, String name, CqlType type, ColumnKind kind, boolean descending) {
    ColumnSchema renamed(String newName) {
        return new ColumnSchema(id, newName, type, kind, descending);
    }
}
