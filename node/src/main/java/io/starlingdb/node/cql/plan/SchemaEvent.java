package io.starlingdb.node.cql.plan;

/**
 * A change of the schema as clients hear of it.
 *
 * @param target what has changed
 * @param table the table's or type's name; empty where the keyspace itself changed
 */
public record SchemaEvent(Change change, Target target, String keyspace, String table) {

    public enum Change {
        CREATED,
        UPDATED,
        DROPPED
    }

    public enum Target {
        KEYSPACE,
        TABLE,
        TYPE
    }

    /** A keyspace's change where {@code table} is empty, else the table's. */
    public SchemaEvent(Change change, String keyspace, String table) {
        this(change, table.isEmpty() ? Target.KEYSPACE : Target.TABLE, keyspace, table);
    }
}
