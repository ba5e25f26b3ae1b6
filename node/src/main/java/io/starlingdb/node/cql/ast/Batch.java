package io.starlingdb.node.cql.ast;

import java.util.List;

/** {@code BEGIN BATCH … APPLY BATCH}. */
public record Batch(Kind kind, Using using, List<Modification> statements, int at) implements Statement {

    public enum Kind {
        LOGGED,
        UNLOGGED,
        COUNTER
    }
}
