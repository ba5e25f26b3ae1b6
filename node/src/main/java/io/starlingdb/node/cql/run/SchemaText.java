package io.starlingdb.node.cql.run;

import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.CompositeType;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.IndexSchema;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.TableOption;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.schema.UserType;
import io.starlingdb.node.schema.VectorType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keyspaces and tables as the statements that create them. */
final class SchemaText {

    private SchemaText() {}

    static String create(KeyspaceSchema keyspace) {
        Map<String, String> replication = new TreeMap<>(keyspace.replication().options());
        replication.computeIfPresent("class", (key, full) -> full.substring(full.lastIndexOf('.') + 1));
        return "CREATE KEYSPACE " + name(keyspace.name()) + " WITH replication = " + map(replication)
                + "  AND durable_writes = " + keyspace.durableWrites() + ";";
    }

    static String create(TableSchema table) {
        boolean oneColumnKey =
                table.partitionKey().size() == 1 && table.clustering().isEmpty();
        List<String> lines = new ArrayList<>();
        for (ColumnSchema column : table.columns()) {
            boolean key = oneColumnKey && column.kind() == ColumnKind.PARTITION_KEY;
            lines.add(name(column.name()) + " " + column.type() + (column.kind() == ColumnKind.STATIC ? " static" : "")
                    + (key ? " PRIMARY KEY" : ""));
        }
        if (!oneColumnKey) {
            lines.add("PRIMARY KEY (" + primaryKey(table) + ")");
        }
        return "CREATE TABLE " + name(table.keyspace()) + "." + name(table.name()) + " (\n    "
                + String.join(",\n    ", lines) + "\n) WITH " + String.join("\n    AND ", options(table)) + ";";
    }

    static String create(UserType type) {
        return "CREATE TYPE " + name(type.keyspace()) + "." + name(type.name()) + " (\n    "
                + type.fields().stream()
                        .map(field -> name(field.name()) + " " + field.type())
                        .collect(Collectors.joining(",\n    "))
                + "\n);";
    }

    static String create(TableSchema table, IndexSchema index) {
        boolean custom = !index.implementation().isEmpty();
        return "CREATE " + (custom ? "CUSTOM " : "") + "INDEX " + name(index.name()) + " ON " + name(table.keyspace())
                + "." + name(table.name()) + " (" + index.targetText(table) + ")"
                + (custom ? " USING " + quoted(index.implementation()) : "") + ";";
    }

    /** A keyspace's types, each behind those that it is made of. */
    static List<UserType> ordered(KeyspaceSchema keyspace) {
        Set<UserType> ordered = new LinkedHashSet<>();
        keyspace.types().values().forEach(type -> add(type, ordered));
        return List.copyOf(ordered);
    }

    private static void add(CqlType type, Set<UserType> ordered) {
        if (type instanceof CompositeType composite) {
            composite.fieldTypes().forEach(field -> add(field, ordered));
            if (type instanceof UserType user) {
                ordered.add(user.thaw());
            }
        } else if (type instanceof CollectionType collection) {
            add(collection.pathType(), ordered);
            add(collection.valueType(), ordered);
        } else if (type instanceof VectorType vector) {
            add(vector.element(), ordered);
        }
    }

    private static String primaryKey(TableSchema table) {
        String partition =
                table.partitionKey().stream().map(c -> name(c.name())).collect(Collectors.joining(", "));
        List<String> parts = new ArrayList<>();
        parts.add(table.partitionKey().size() > 1 ? "(" + partition + ")" : partition);
        table.clustering().forEach(column -> parts.add(name(column.name())));
        return String.join(", ", parts);
    }

    private static List<String> options(TableSchema table) {
        List<String> options = new ArrayList<>();
        if (!table.clustering().isEmpty()) {
            options.add("CLUSTERING ORDER BY ("
                    + table.clustering().stream()
                            .map(column -> name(column.name()) + (column.descending() ? " DESC" : " ASC"))
                            .collect(Collectors.joining(", "))
                    + ")");
        }
        if (table.conflicts() != ConflictMode.LAST_WRITE_WINS) {
            options.add("conflicts = '" + table.conflicts().cqlName() + "'");
        }
        for (TableOption option : TableOption.values()) {
            Object value = table.options().get(option);
            boolean told = option == TableOption.COMMENT
                    || option == TableOption.DEFAULT_TIME_TO_LIVE
                    || !value.equals(option.defaultValue());
            if (told) {
                options.add(option.cqlName() + " = " + value(value));
            }
        }
        return options;
    }

    private static String value(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        return value instanceof String text ? quoted(text) : value.toString();
    }

    private static String map(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> quoted(entry.getKey().toString()) + ": "
                        + quoted(entry.getValue().toString()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** The name, in quotes where it needs them. */
    static String name(String name) {
        return io.starlingdb.node.cql.parse.CqlParser.isPlainName(name)
                ? name
                : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
