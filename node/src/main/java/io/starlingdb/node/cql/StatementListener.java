package io.starlingdb.node.cql;

import io.starlingdb.node.cql.run.Session;
import org.jspecify.annotations.Nullable;

/** Hears how long each statement took. Called on the loop, for every statement, so it must be quick. */
public interface StatementListener {
    /** Hears nothing. */
    StatementListener NONE = (statement, session, nanos, failure) -> {};

    /**
     * A statement has ended.
     *
     * @param statement its text; bound values are not in it
     * @param failure null if it succeeded
     */
    void ended(String statement, Session session, long nanos, @Nullable Throwable failure);
}
