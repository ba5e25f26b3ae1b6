package io.starlingdb.node.cql.value;

import io.starlingdb.node.schema.CqlType;

/**
 * What a marker takes.
 *
 * @param name the marker's own name, or that of what it is for: a column, {@code [limit]}, {@code in(column)}
 */
public record BindVariable(String name, CqlType type) {}
