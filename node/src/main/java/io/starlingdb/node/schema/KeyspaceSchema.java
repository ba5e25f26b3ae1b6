package io.starlingdb.node.schema;

import io.starlingdb.client.StarlingException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A keyspace, its tables and its user-defined types. Immutable.
 *
 * @param durableWrites Cassandra's option; kept and shown, writes are always durable
 * @param tables by name
 * @param types by name, not frozen
 */
public record KeyspaceSchema(
        String name,
        Replication replication,
        boolean durableWrites,
        SortedMap<String, TableSchema> tables,
        SortedMap<String, UserType> types)
        implements TypeScope {
    /** Keeps sorted copies. */
    public KeyspaceSchema {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
    }

    /** A keyspace without types of its own. */
    public KeyspaceSchema(
            String name, Replication replication, boolean durableWrites, SortedMap<String, TableSchema> tables) {
        this(name, replication, durableWrites, tables, Collections.emptySortedMap());
    }

    /** The table of that exact name; null if there is none. */
    public @Nullable TableSchema table(String tableName) {
        return tables.get(tableName);
    }

    /** The type of that exact name; null if there is none. */
    public @Nullable UserType type(String typeName) {
        return types.get(typeName);
    }

    @Override
    public @Nullable UserType find(@Nullable String keyspace, String typeName) {
        if (keyspace != null && !keyspace.equals(name)) {
            throw StarlingException.invalid(
                    "Statement on keyspace " + name + " cannot refer to a user type in keyspace " + keyspace
                            + "; user types can only be used in the keyspace they are defined in");
        }
        return types.get(typeName);
    }

    /** The table that has the index of that exact name; null if there is none. */
    public @Nullable TableSchema index(String indexName) {
        for (TableSchema table : tables.values()) {
            if (table.index(indexName) != null) {
                return table;
            }
        }
        return null;
    }

    KeyspaceSchema with(TableSchema table) {
        SortedMap<String, TableSchema> changed = new TreeMap<>(tables);
        changed.put(table.name(), table);
        return new KeyspaceSchema(name, replication, durableWrites, changed, types);
    }

    KeyspaceSchema without(String tableName) {
        SortedMap<String, TableSchema> changed = new TreeMap<>(tables);
        changed.remove(tableName);
        return new KeyspaceSchema(name, replication, durableWrites, changed, types);
    }

    KeyspaceSchema withoutType(String typeName) {
        SortedMap<String, UserType> changed = new TreeMap<>(types);
        changed.remove(typeName);
        return new KeyspaceSchema(name, replication, durableWrites, tables, changed);
    }

    /** With a type added or replaced; whatever uses it, uses the new one. */
    KeyspaceSchema with(UserType type) {
        SortedMap<String, UserType> changed = new TreeMap<>(types);
        changed.put(type.name(), type);
        UserTypes scope = new UserTypes(name, changed);
        SortedMap<String, UserType> resolved = new TreeMap<>();
        changed.keySet().forEach(typeName -> resolved.put(typeName, scope.type(typeName)));
        SortedMap<String, TableSchema> retyped = new TreeMap<>();
        tables.forEach((tableName, table) -> retyped.put(tableName, table.retyped(scope)));
        return new KeyspaceSchema(name, replication, durableWrites, retyped, resolved);
    }
}
