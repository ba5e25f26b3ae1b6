package io.starlingdb.node.cql.ast;

import org.jspecify.annotations.Nullable;

/**
 * {@code DESCRIBE …}, which the console and cqlsh send as a statement.
 *
 * @param subject what is described
 * @param keyspace for a keyspace or a qualified name
 * @param name the table, type, or index, or for {@link Subject#ANY} any of these or a keyspace
 * @param only whether a keyspace is described without what is in it
 */
public record Describe(
        Subject subject, @Nullable Name keyspace, @Nullable Name name, boolean only) implements Statement {

    public Describe(Subject subject, @Nullable Name keyspace, @Nullable Name name) {
        this(subject, keyspace, name, false);
    }

    public enum Subject {
        CLUSTER,
        SCHEMA,
        FULL_SCHEMA,
        KEYSPACES,
        KEYSPACE,
        TABLES,
        TABLE,
        TYPES,
        TYPE,
        INDEX,
        /** FUNCTIONS, AGGREGATES: there are none. */
        NOTHING,
        /** A FUNCTION, AGGREGATE or MATERIALIZED VIEW of some name: there is none. */
        MISSING,
        ANY
    }
}
