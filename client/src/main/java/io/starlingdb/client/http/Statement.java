package io.starlingdb.client.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A CQL statement with its values. Immutable.
 *
 * @param parameters values of its {@code ?} in order; null for null
 * @param keyspace for table names without one; null for none
 * @param pageSize rows a page; 0 for the node's own
 * @param idempotent whether doing it twice is the same as doing it once, so that it may be sent again to another node when its outcome is not
 *     known; SELECTs always are
 */
public record Statement(
        String cql,
        List<@Nullable Object> parameters,
        @Nullable String keyspace,
        int pageSize,
        boolean idempotent,
        RequestOptions options) {

    public static Statement of(String cql, @Nullable Object... parameters) {
        return new Statement(
                cql,
                Collections.unmodifiableList(new ArrayList<>(Arrays.asList(parameters))),
                null,
                0,
                cql.strip().toUpperCase(Locale.ROOT).startsWith("SELECT"),
                RequestOptions.DEFAULT);
    }

    public Statement withKeyspace(String name) {
        return new Statement(cql, parameters, name, pageSize, idempotent, options);
    }

    public Statement withPageSize(int rows) {
        return new Statement(cql, parameters, keyspace, rows, idempotent, options);
    }

    public Statement withIdempotent(boolean is) {
        return new Statement(cql, parameters, keyspace, pageSize, is, options);
    }

    /** Of the options, consistency and timeout count for CQL; the others are said in the statement itself. */
    public Statement withOptions(RequestOptions how) {
        return new Statement(cql, parameters, keyspace, pageSize, idempotent, how);
    }
}
