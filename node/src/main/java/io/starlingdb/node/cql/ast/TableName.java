package io.starlingdb.node.cql.ast;

import org.jspecify.annotations.Nullable;

/** A table, with the keyspace if the text names one (otherwise the session's keyspace is meant). */
public record TableName(@Nullable Name keyspace, Name table) {

    public int at() {
        return keyspace == null ? table.at() : keyspace.at();
    }
}
