package io.starlingdb.node.schema;

import io.starlingdb.client.StarlingException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Every keyspace and table of the cluster, as one immutable value. It changes by {@link SchemaChange}s; as part of the
 * cluster record it is the same on all nodes at the same epoch. The system's own keyspaces are not in it.
 */
public final class Schema {
    /** Table ids below this one are never given to tables of users. */
    public static final int FIRST_TABLE_ID = 100;

    /** No keyspaces. */
    public static final Schema EMPTY = new Schema(Collections.emptySortedMap(), FIRST_TABLE_ID);

    private final SortedMap<String, KeyspaceSchema> keyspaces;
    private final int nextTableId;
    private final Map<Integer, TableSchema> byId = new HashMap<>();
    private final UUID version;

    /**
     * A schema of these keyspaces.
     *
     * @param nextTableId above the id of every table that there is or ever was
     */
    Schema(SortedMap<String, KeyspaceSchema> keyspaces, int nextTableId) {
        this.keyspaces = Collections.unmodifiableSortedMap(new TreeMap<>(keyspaces));
        this.nextTableId = nextTableId;
        for (KeyspaceSchema keyspace : keyspaces.values()) {
            for (TableSchema table : keyspace.tables().values()) {
                byId.put(table.id(), table);
            }
        }
        this.version = UUID.nameUUIDFromBytes(SchemaCodec.encode(this));
    }

    /** The keyspaces by name. */
    public SortedMap<String, KeyspaceSchema> keyspaces() {
        return keyspaces;
    }

    /** The keyspace of that exact name; null if there is none. */
    public @Nullable KeyspaceSchema keyspace(String name) {
        return keyspaces.get(name);
    }

    /** The table of these exact names; null if there is none. */
    public @Nullable TableSchema table(String keyspace, String name) {
        KeyspaceSchema found = keyspaces.get(keyspace);
        return found == null ? null : found.table(name);
    }

    /** The table with that id; null if it was dropped, truncated away, or never was. */
    public @Nullable TableSchema table(int id) {
        return byId.get(id);
    }

    /** The keyspace of that exact name; fails with {@code NOT_FOUND}. */
    public KeyspaceSchema requireKeyspace(String name) {
        KeyspaceSchema found = keyspaces.get(name);
        if (found == null) {
            throw StarlingException.notFound("Keyspace '" + name + "' does not exist");
        }
        return found;
    }

    /** The table of these exact names; fails with {@code NOT_FOUND}. */
    public TableSchema requireTable(String keyspace, String name) {
        TableSchema found = requireKeyspace(keyspace).table(name);
        if (found == null) {
            throw StarlingException.notFound("Table '" + keyspace + "." + name + "' does not exist");
        }
        return found;
    }

    /** A digest of the whole schema: equal on all nodes that have the same one, different after every change. */
    public UUID version() {
        return version;
    }

    /** The id that the next new table gets. */
    int nextTableId() {
        return nextTableId;
    }

    Schema with(KeyspaceSchema keyspace) {
        SortedMap<String, KeyspaceSchema> changed = new TreeMap<>(keyspaces);
        changed.put(keyspace.name(), keyspace);
        return new Schema(changed, nextTableId);
    }

    Schema without(String keyspace) {
        SortedMap<String, KeyspaceSchema> changed = new TreeMap<>(keyspaces);
        changed.remove(keyspace);
        return new Schema(changed, nextTableId);
    }

    /** With a table added or replaced in its keyspace. */
    Schema with(TableSchema table) {
        SortedMap<String, KeyspaceSchema> changed = new TreeMap<>(keyspaces);
        changed.put(table.keyspace(), requireKeyspace(table.keyspace()).with(table));
        return new Schema(changed, Math.max(nextTableId, table.highestId() + 1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schema schema
                && schema.nextTableId == nextTableId
                && schema.keyspaces.equals(keyspaces);
    }

    @Override
    public int hashCode() {
        return version.hashCode();
    }

    @Override
    public String toString() {
        return "Schema[" + version + ", keyspaces " + keyspaces.keySet() + "]";
    }
}
