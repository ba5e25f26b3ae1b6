package io.starlingdb.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.starlingdb.node.coordinator.SchemaAccess;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableOption;
import io.starlingdb.node.schema.TableSchema;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code GET /v1/keyspaces[/{keyspace}[/tables[/{table}]]]}: the schema as JSON. Changes are CQL. Loop only. */
final class KeyspacesResource {
    private final SchemaAccess schema;

    KeyspacesResource(SchemaAccess schema) {
        this.schema = schema;
    }

    JsonOutput.Content keyspaces() {
        Schema current = schema.current();
        return out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("keyspaces");
            for (KeyspaceSchema keyspace : current.keyspaces().values()) {
                write(keyspace, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        };
    }

    JsonOutput.Content keyspace(String name) {
        KeyspaceSchema keyspace = schema.current().requireKeyspace(name);
        return out -> write(keyspace, out);
    }

    JsonOutput.Content tables(String keyspaceName) {
        KeyspaceSchema keyspace = schema.current().requireKeyspace(keyspaceName);
        return out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("tables");
            for (TableSchema table : keyspace.tables().values()) {
                write(table, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        };
    }

    JsonOutput.Content table(String keyspaceName, String name) {
        TableSchema table = schema.current().requireTable(keyspaceName, name);
        return out -> write(table, out);
    }

    private static void write(KeyspaceSchema keyspace, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", keyspace.name());
        out.writeFieldName("replication");
        writeMap(keyspace.replication().options(), out);
        out.writeBooleanField("durable_writes", keyspace.durableWrites());
        out.writeArrayFieldStart("tables");
        for (String table : keyspace.tables().keySet()) {
            out.writeString(table);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(TableSchema table, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("keyspace", table.keyspace());
        out.writeStringField("name", table.name());
        out.writeNumberField("id", table.id());
        out.writeStringField("conflicts", table.conflicts().cqlName());
        out.writeArrayFieldStart("columns");
        for (ColumnSchema column : table.columns()) {
            write(table, column, out);
        }
        out.writeEndArray();
        out.writeObjectFieldStart("options");
        for (TableOption option : TableOption.values()) {
            out.writeFieldName(option.cqlName());
            writeOption(table.options().get(option), out);
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    /** {@code position} and {@code clustering_order} are those of {@code system_schema.columns}. */
    private static void write(TableSchema table, ColumnSchema column, JsonGenerator out) throws IOException {
        List<ColumnSchema> key = column.kind() == ColumnKind.PARTITION_KEY ? table.partitionKey() : table.clustering();
        out.writeStartObject();
        out.writeStringField("name", column.name());
        out.writeStringField("type", column.type().toString());
        out.writeStringField("kind", column.kind().cqlName());
        out.writeNumberField("position", column.kind().isKey() ? key.indexOf(column) : -1);
        out.writeStringField(
                "clustering_order",
                column.kind() != ColumnKind.CLUSTERING ? "none" : column.descending() ? "desc" : "asc");
        out.writeEndObject();
    }

    private static void writeOption(Object value, JsonGenerator out) throws IOException {
        if (value instanceof Map<?, ?> map) {
            writeMap(map, out);
        } else if (value instanceof Integer number) {
            out.writeNumber(number);
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else {
            out.writeString(value.toString());
        }
    }

    private static void writeMap(Map<?, ?> map, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.writeStringField(String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
        }
        out.writeEndObject();
    }
}
