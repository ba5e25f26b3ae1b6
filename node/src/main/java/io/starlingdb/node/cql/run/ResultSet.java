package io.starlingdb.node.cql.run;

import io.starlingdb.node.cql.plan.ResultColumn;
import io.starlingdb.node.cql.plan.SchemaEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement answers.
 *
 * @param kind what the other fields tell; those that do not belong to it are empty
 * @param columns the columns of the rows
 * @param rows serialized values, one array a row in the order of the columns; null where a column has no value
 * @param pagingState to be handed back for the next page, to whichever node; null at the end
 * @param warnings for people
 * @param keyspace the keyspace that USE has chosen
 * @param event the change of the schema
 */
public record ResultSet(
        Kind kind,
        List<ResultColumn> columns,
        List<byte[] @Nullable []> rows,
        byte @Nullable [] pagingState,
        List<String> warnings,
        @Nullable String keyspace,
        @Nullable SchemaEvent event) {

    /** Done, with nothing to say. */
    public static final ResultSet VOID = new ResultSet(Kind.VOID, List.of(), List.of(), null, List.of(), null, null);

    public enum Kind {
        /** A write, or a schema statement that had nothing to change. */
        VOID,
        ROWS,
        SET_KEYSPACE,
        SCHEMA_CHANGE
    }

    /** All rows there are. */
    public static ResultSet rows(List<ResultColumn> columns, List<byte[] @Nullable []> rows) {
        return page(columns, rows, null);
    }

    /** A page of rows. */
    public static ResultSet page(
            List<ResultColumn> columns, List<byte[] @Nullable []> rows, byte @Nullable [] pagingState) {
        return new ResultSet(Kind.ROWS, columns, rows, pagingState, List.of(), null, null);
    }

    public static ResultSet setKeyspace(String keyspace) {
        return new ResultSet(Kind.SET_KEYSPACE, List.of(), List.of(), null, List.of(), keyspace, null);
    }

    public static ResultSet schemaChange(SchemaEvent event) {
        return new ResultSet(Kind.SCHEMA_CHANGE, List.of(), List.of(), null, List.of(), null, event);
    }

    /** The same with these words for people. */
    public ResultSet withWarnings(List<String> all) {
        return all.isEmpty() ? this : new ResultSet(kind, columns, rows, pagingState, all, keyspace, event);
    }

    /** The same with a word for people. */
    public ResultSet withWarning(String warning) {
        return new ResultSet(kind, columns, rows, pagingState, List.of(warning), keyspace, event);
    }
}
