package io.starlingdb.node.cql.ast;

import org.jspecify.annotations.Nullable;

/**
 * {@code DESCRIBE …}, which the console and cqlsh send as a statement.
 *
 * @param subject what is described
 * @param keyspace for a keyspace or a qualified table
 * @param name the table, or for {@link Subject#ANY} a keyspace or a table
 */
public record Describe(
        Subject subject, @Nullable Name keyspace, @Nullable Name name) implements Statement {

    public enum Subject {
        CLUSTER,
        SCHEMA,
        FULL_SCHEMA,
        KEYSPACES,
        KEYSPACE,
        TABLES,
        TABLE,
        /** TYPES, FUNCTIONS, AGGREGATES: there are none. */
        NOTHING,
        ANY
    }
}
