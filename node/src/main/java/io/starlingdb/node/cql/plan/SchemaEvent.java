package io.starlingdb.node.cql.plan;

/**
 * A change of the schema as clients hear of it.
 *
 * @param table empty where the keyspace itself changed
 */
public record SchemaEvent(Change change, String keyspace, String table) {

    public enum Change {
        CREATED,
        UPDATED,
        DROPPED
    }
}
