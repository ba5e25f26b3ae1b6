package io.starlingdb.node.cql.run;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.ast.Describe;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.plan.ResultColumn;
import io.starlingdb.node.ring.Partitioner;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers DESCRIBE with the columns that cqlsh expects. */
final class DescribeRun {

    private final Schema schema;
    private final Schema virtual;
    private final @Nullable String session;
    private final List<byte[] @Nullable []> rows = new ArrayList<>();

    /** @param session the session's keyspace */
    DescribeRun(Schema schema, Schema virtual, @Nullable String session) {
        this.schema = schema;
        this.virtual = virtual;
        this.session = session;
    }

    ResultSet run(Describe describe, String clusterName) {
        switch (describe.subject()) {
            case CLUSTER -> rows.add(texts(clusterName, Partitioner.NAME, "SimpleSnitch"));
            case KEYSPACES -> all(true).forEach(keyspace -> list(keyspace.name(), "keyspace", keyspace.name()));
            case TABLES -> listTables();
            case NOTHING -> {}
            case SCHEMA -> all(false).forEach(this::keyspace);
            case FULL_SCHEMA -> all(true).forEach(this::keyspace);
            case KEYSPACE -> keyspace(required(describe.keyspace()));
            case TABLE -> table(required(describe.keyspace()), text(describe.name()));
            case ANY -> any(describe);
        }
        return ResultSet.rows(
                switch (describe.subject()) {
                    case CLUSTER -> columns("cluster", "partitioner", "snitch");
                    case KEYSPACES, TABLES, NOTHING -> columns("keyspace_name", "type", "name");
                    default -> columns("keyspace_name", "type", "name", "create_statement");
                },
                rows);
    }

    /** A keyspace of that name, or else a table of the session's keyspace. */
    private void any(Describe describe) {
        KeyspaceSchema keyspace = describe.keyspace() == null ? find(text(describe.name())) : null;
        if (keyspace != null) {
            keyspace(keyspace);
        } else {
            table(required(describe.keyspace()), text(describe.name()));
        }
    }

    private void listTables() {
        for (KeyspaceSchema keyspace : all(true)) {
            if (session == null || keyspace.name().equals(session)) {
                keyspace.tables().values().forEach(table -> list(keyspace.name(), "table", table.name()));
            }
        }
    }

    private void keyspace(KeyspaceSchema keyspace) {
        add(keyspace.name(), "keyspace", keyspace.name(), SchemaText.create(keyspace));
        keyspace.tables().values().forEach(this::table);
    }

    private void table(KeyspaceSchema keyspace, String name) {
        TableSchema table = keyspace.table(name);
        if (table == null) {
            throw StarlingException.invalid("'" + name + "' not found in keyspace '" + keyspace.name() + "'");
        }
        table(table);
    }

    private void table(TableSchema table) {
        add(table.keyspace(), "table", table.name(), SchemaText.create(table));
    }

    private KeyspaceSchema required(@Nullable Name name) {
        String wanted = name == null ? session : name.text();
        if (wanted == null) {
            throw StarlingException.invalid("No keyspace specified and no current keyspace");
        }
        KeyspaceSchema found = find(wanted);
        if (found == null) {
            throw StarlingException.invalid("'" + wanted + "' not found in keyspaces");
        }
        return found;
    }

    private @Nullable KeyspaceSchema find(String name) {
        KeyspaceSchema found = schema.keyspace(name);
        return found == null ? virtual.keyspace(name) : found;
    }

    private List<KeyspaceSchema> all(boolean systemToo) {
        List<KeyspaceSchema> all = new ArrayList<>(schema.keyspaces().values());
        if (systemToo) {
            all.addAll(virtual.keyspaces().values());
        }
        all.sort(java.util.Comparator.comparing(KeyspaceSchema::name));
        return all;
    }

    private static String text(@Nullable Name name) {
        return name == null ? "" : name.text();
    }

    private void list(String keyspace, String type, String name) {
        rows.add(texts(SchemaText.name(keyspace), type, SchemaText.name(name)));
    }

    private void add(String keyspace, String type, String name, String statement) {
        rows.add(texts(SchemaText.name(keyspace), type, SchemaText.name(name), statement));
    }

    private static byte[] @Nullable [] texts(String... values) {
        byte[][] row = new byte[values.length][];
        for (int i = 0; i < row.length; i++) {
            row[i] = ScalarType.TEXT.encode(values[i]);
        }
        return row;
    }

    private static List<ResultColumn> columns(String... names) {
        List<ResultColumn> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(new ResultColumn("system", "describe", name, ScalarType.TEXT));
        }
        return columns;
    }
}
