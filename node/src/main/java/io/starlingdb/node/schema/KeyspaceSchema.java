package io.starlingdb.node.schema;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A keyspace and its tables. Immutable.
 *
 * @param durableWrites Cassandra's option; kept and shown, writes are always durable
 * @param tables by name
 */
public record KeyspaceSchema(
        String name, Replication replication, boolean durableWrites, SortedMap<String, TableSchema> tables) {
    /** Keeps a sorted copy of the tables. */
    public KeyspaceSchema {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    /** The table of that exact name; null if there is none. */
    public @Nullable TableSchema table(String tableName) {
        return tables.get(tableName);
    }

    KeyspaceSchema with(TableSchema table) {
        SortedMap<String, TableSchema> changed = new TreeMap<>(tables);
        changed.put(table.name(), table);
        return new KeyspaceSchema(name, replication, durableWrites, changed);
    }

    KeyspaceSchema without(String tableName) {
        SortedMap<String, TableSchema> changed = new TreeMap<>(tables);
        changed.remove(tableName);
        return new KeyspaceSchema(name, replication, durableWrites, changed);
    }
}
