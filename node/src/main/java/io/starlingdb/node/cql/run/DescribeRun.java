package io.starlingdb.node.cql.run;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.ast.Describe;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.plan.ResultColumn;
import io.starlingdb.node.ring.Partitioner;
import io.starlingdb.node.schema.IndexSchema;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.schema.UserType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
            case TYPES -> listTypes();
            case NOTHING -> {}
            case MISSING -> throw missing(required(describe.keyspace()), text(describe.name()));
            case TYPE -> type(required(describe.keyspace()), text(describe.name()));
            case INDEX -> index(required(describe.keyspace()), text(describe.name()));
            case SCHEMA -> all(false).forEach(keyspace -> keyspace(keyspace, false));
            case FULL_SCHEMA -> all(true).forEach(keyspace -> keyspace(keyspace, false));
            case KEYSPACE -> keyspace(required(describe.keyspace()), describe.only());
            case TABLE -> table(required(describe.keyspace()), text(describe.name()));
            case ANY -> any(describe);
        }
        return ResultSet.rows(
                switch (describe.subject()) {
                    case CLUSTER -> columns("cluster", "partitioner", "snitch");
                    case KEYSPACES, TABLES, TYPES, NOTHING -> columns("keyspace_name", "type", "name");
                    default -> columns("keyspace_name", "type", "name", "create_statement");
                },
                rows);
    }

    /** A keyspace of that name, or else a table of the session's keyspace. */
    private void any(Describe describe) {
        KeyspaceSchema keyspace = describe.keyspace() == null ? find(text(describe.name())) : null;
        if (keyspace != null) {
            keyspace(keyspace, false);
            return;
        }
        KeyspaceSchema owner = required(describe.keyspace());
        String name = text(describe.name());
        if (owner.table(name) == null && owner.type(name) != null) {
            type(owner, name);
        } else if (owner.table(name) == null && owner.index(name) != null) {
            index(owner, name);
        } else {
            table(owner, name);
        }
    }

    private void listTypes() {
        for (KeyspaceSchema keyspace : all(true)) {
            if (session == null || keyspace.name().equals(session)) {
                listed(keyspace.types().keySet()).forEach(type -> list(keyspace.name(), "type", type));
            }
        }
    }

    private void type(KeyspaceSchema keyspace, String name) {
        UserType type = keyspace.type(name);
        if (type == null) {
            throw missing(keyspace, name);
        }
        add(keyspace.name(), "type", name, SchemaText.create(type));
    }

    private void index(KeyspaceSchema keyspace, String name) {
        TableSchema table = keyspace.index(name);
        IndexSchema index = table == null ? null : table.index(name);
        if (table == null || index == null) {
            throw missing(keyspace, name);
        }
        add(keyspace.name(), "index", name, SchemaText.create(table, index));
    }

    private static StarlingException missing(KeyspaceSchema keyspace, String name) {
        return StarlingException.invalid("'" + name + "' not found in keyspace '" + keyspace.name() + "'");
    }

    private void listTables() {
        for (KeyspaceSchema keyspace : all(true)) {
            if (session == null || keyspace.name().equals(session)) {
                listed(keyspace.tables().keySet()).forEach(table -> list(keyspace.name(), "table", table));
            }
        }
    }

    /** In the order of names, upper and lower case alike. */
    private static List<String> listed(Set<String> names) {
        return names.stream().sorted(String.CASE_INSENSITIVE_ORDER).toList();
    }

    private void keyspace(KeyspaceSchema keyspace, boolean only) {
        add(keyspace.name(), "keyspace", keyspace.name(), SchemaText.create(keyspace));
        if (only) {
            return;
        }
        SchemaText.ordered(keyspace)
                .forEach(type -> add(keyspace.name(), "type", type.name(), SchemaText.create(type)));
        keyspace.tables().values().forEach(this::table);
    }

    private void table(KeyspaceSchema keyspace, String name) {
        TableSchema table = keyspace.table(name);
        if (table == null) {
            throw missing(keyspace, name);
        }
        table(table);
    }

    private void table(TableSchema table) {
        add(table.keyspace(), "table", table.name(), SchemaText.create(table));
        table.indexes().forEach(index -> add(table.keyspace(), "index", index.name(), SchemaText.create(table, index)));
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
        all.sort(java.util.Comparator.comparing(KeyspaceSchema::name, String.CASE_INSENSITIVE_ORDER));
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
