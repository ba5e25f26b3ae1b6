package io.starlingdb.node.cql.system;

import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.IndexSchema;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableOption;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.schema.UserType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The rows of {@code system_schema}: the cluster's keyspaces, and the system's own, which cqlsh looks for there too. */
final class SchemaRows {

    /** The high half of tables' ids as UUIDs; the low half is the id. */
    private static final long TABLE_ID_HIGH = 0x5354_4152_4c49_4000L;

    private static final long TABLE_ID_LOW = 0x8000_0000_0000_0000L;

    private final Schema system;
    private final Schema users;

    SchemaRows(Schema system, Schema users) {
        this.system = system;
        this.users = users;
    }

    List<Map<String, Object>> keyspaces() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (KeyspaceSchema keyspace : all()) {
            boolean own = system.keyspace(keyspace.name()) != null;
            Map<String, Object> row = new HashMap<>();
            row.put("keyspace_name", keyspace.name());
            row.put("durable_writes", keyspace.durableWrites());
            row.put(
                    "replication",
                    own
                            ? Map.of("class", "org.apache.cassandra.locator.LocalStrategy")
                            : keyspace.replication().options());
            rows.add(row);
        }
        return rows;
    }

    List<Map<String, Object>> tables() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (KeyspaceSchema keyspace : all()) {
            boolean own = system.keyspace(keyspace.name()) != null;
            for (TableSchema table : keyspace.tables().values()) {
                Map<String, Object> row = new HashMap<>();
                row.put("keyspace_name", keyspace.name());
                row.put("table_name", table.name());
                row.put("conflicts", table.conflicts().cqlName());
                // Without "compound" drivers would take the table for one of COMPACT STORAGE.
                row.put("flags", table.isCounter() ? Set.of("compound", "counter") : Set.of("compound"));
                row.put("id", new UUID(TABLE_ID_HIGH + (own ? 1 : 0), TABLE_ID_LOW | table.id()));
                for (TableOption option : TableOption.values()) {
                    row.put(option.cqlName(), table.options().get(option));
                }
                row.put(TableOption.EXTENSIONS.cqlName(), Map.of());
                rows.add(row);
            }
        }
        return rows;
    }

    List<Map<String, Object>> types() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (KeyspaceSchema keyspace : users.keyspaces().values()) {
            for (UserType type : keyspace.types().values()) {
                Map<String, Object> row = new HashMap<>();
                row.put("keyspace_name", keyspace.name());
                row.put("type_name", type.name());
                row.put(
                        "field_names",
                        type.fields().stream().map(UserType.Field::name).toList());
                row.put(
                        "field_types",
                        type.fieldTypes().stream().map(Object::toString).toList());
                rows.add(row);
            }
        }
        return rows;
    }

    List<Map<String, Object>> indexes() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (KeyspaceSchema keyspace : users.keyspaces().values()) {
            for (TableSchema table : keyspace.tables().values()) {
                for (IndexSchema index : table.indexes()) {
                    Map<String, Object> row = new HashMap<>();
                    Map<String, String> options = new HashMap<>();
                    options.put("target", index.targetText(table));
                    if (!index.implementation().isEmpty()) {
                        options.put("class_name", index.implementation());
                    }
                    row.put("keyspace_name", keyspace.name());
                    row.put("table_name", table.name());
                    row.put("index_name", index.name());
                    row.put("kind", index.implementation().isEmpty() ? "COMPOSITES" : "CUSTOM");
                    row.put("options", options);
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    List<Map<String, Object>> columns() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (KeyspaceSchema keyspace : all()) {
            for (TableSchema table : keyspace.tables().values()) {
                for (ColumnSchema column : table.columns()) {
                    rows.add(column(table, column));
                }
            }
        }
        return rows;
    }

    private static Map<String, Object> column(TableSchema table, ColumnSchema column) {
        Map<String, Object> row = new HashMap<>();
        row.put("keyspace_name", table.keyspace());
        row.put("table_name", table.name());
        row.put("column_name", column.name());
        row.put("column_name_bytes", column.name().getBytes(StandardCharsets.UTF_8));
        row.put("kind", column.kind().cqlName());
        row.put("type", column.type().toString());
        boolean clustering = column.kind() == ColumnKind.CLUSTERING;
        row.put("clustering_order", !clustering ? "none" : column.descending() ? "desc" : "asc");
        int position = switch (column.kind()) {
            case PARTITION_KEY -> table.partitionKey().indexOf(column);
            case CLUSTERING -> table.clustering().indexOf(column);
            case STATIC, REGULAR -> -1;
        };
        row.put("position", position);
        return row;
    }

    private List<KeyspaceSchema> all() {
        List<KeyspaceSchema> all = new ArrayList<>(users.keyspaces().values());
        all.addAll(system.keyspaces().values());
        return all;
    }
}
