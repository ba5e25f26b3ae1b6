package io.starlingdb.node.server;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.StatementListener;
import io.starlingdb.node.cql.run.Session;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who changed the schema or the cluster: one line an attempt, to the logger {@link #LOGGER}, which may have a file of its own. */
final class Audit implements StatementListener {
    /** The logger's name. */
    static final String LOGGER = "io.starlingdb.audit";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final int TEXT_CHARS_MAX = 2_000;

    /** Statements that change the schema carry who sent them; others do not and are not told. */
    @Override
    public void ended(String statement, Session session, long nanos, @Nullable Throwable failure) {
        String actor = session.actor();
        if (actor != null) {
            String keyspace = session.keyspace();
            tell(actor, "schema", keyspace == null ? statement : "[" + keyspace + "] " + statement, failure);
        }
    }

    /** Somebody has begun or been refused an operation on the cluster. */
    void operation(String actor, String what, @Nullable Throwable failure) {
        tell(actor, "operation", what, failure);
    }

    private static void tell(String actor, String kind, String what, @Nullable Throwable failure) {
        String line = what.replaceAll("\\s+", " ");
        LOG.info(
                "actor={} kind={} outcome={} what={}",
                actor.replaceAll("\\s+", "_"),
                kind,
                failure == null ? "done" : outcome(failure),
                line.length() <= TEXT_CHARS_MAX ? line : line.substring(0, TEXT_CHARS_MAX) + " ...");
    }

    private static String outcome(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof StarlingException known ? known.code().code() : "failed";
    }
}
