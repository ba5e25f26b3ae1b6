package io.starlingdb.node.schema;

import io.starlingdb.client.StarlingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What every table must keep to. */
final class TableRules {
    private static final String CONFLICTS = "conflicts";

    private TableRules() {}

    static TableSchema create(Schema schema, SchemaChange.CreateTable change) {
        SchemaLimits.requireTableName("table", change.name());
        SchemaLimits.requireCount("tables", tableCount(schema) + 1, SchemaLimits.TABLES_MAX);
        List<ColumnSchema> columns = new ArrayList<>();
        for (ColumnDefinition column : change.columns()) {
            columns.add(
                    new ColumnSchema(columns.size(), column.name(), column.type(), column.kind(), column.descending()));
        }
        Map<String, Object> options = new TreeMap<>(change.options());
        Object conflicts = options.remove(CONFLICTS);
        return checked(new TableSchema(
                schema.nextTableId(),
                change.keyspace(),
                change.name(),
                requireDistinct(columns),
                columns.size(),
                conflicts == null ? ConflictMode.LAST_WRITE_WINS : ConflictMode.parse(conflicts.toString()),
                TableOptions.DEFAULT.with(options)));
    }

    /** The table itself, if it keeps to the rules; else {@code INVALID}. */
    static TableSchema checked(TableSchema table) {
        requireDistinct(table.columns());
        SchemaLimits.requireCount("columns", table.columns().size(), SchemaLimits.COLUMNS_MAX);
        SchemaLimits.requireCount("columns ever", table.nextColumnId(), SchemaLimits.COLUMN_IDS_MAX);
        SchemaLimits.requireCount(
                "primary key columns",
                table.partitionKey().size() + table.clustering().size(),
                SchemaLimits.KEY_COLUMNS_MAX);
        table.columns().forEach(column -> SchemaLimits.requireColumnName(column.name()));
        if (table.partitionKey().isEmpty()) {
            throw StarlingException.invalid("No PRIMARY KEY specified for table '" + table + "'");
        }
        table.partitionKey().forEach(TableRules::requireKeyType);
        table.clustering().forEach(TableRules::requireKeyType);
        if (!table.statics().isEmpty() && table.clustering().isEmpty()) {
            throw StarlingException.invalid(
                    "Static columns are only allowed if the table has at least one clustering column");
        }
        requireOneSort(table);
        table.columns().forEach(column -> TypeRules.requireColumnType(column.type()));
        for (IndexSchema index : table.indexes()) {
            if (table.column(index.columnId()) == null) {
                throw StarlingException.invalid("index " + index.name() + " is on no column of " + table);
            }
        }
        return table;
    }

    /** {@code conflicts} may be repeated in an ALTER TABLE, not changed. */
    static Map<String, Object> withoutConflicts(TableSchema table, Map<String, ?> options) {
        Map<String, Object> others = new TreeMap<>(options);
        Object conflicts = others.remove(CONFLICTS);
        if (conflicts != null && ConflictMode.parse(conflicts.toString()) != table.conflicts()) {
            throw StarlingException.invalid("option conflicts is fixed when a table is created; '" + table + "' has '"
                    + table.conflicts().cqlName() + "'");
        }
        return others;
    }

    static StarlingException unknownColumn(TableSchema table, String name) {
        return StarlingException.invalid("Column '" + name + "' was not found in table '" + table + "'");
    }

    private static List<ColumnSchema> requireDistinct(List<ColumnSchema> columns) {
        Set<String> names = new HashSet<>();
        for (ColumnSchema column : columns) {
            if (!names.add(column.name())) {
                throw StarlingException.invalid("Column with name '" + column.name() + "' already exists");
            }
        }
        return columns;
    }

    private static void requireKeyType(ColumnSchema column) {
        CqlType type = column.type();
        if (type.isMultiCell()) {
            throw StarlingException.invalid(
                    "Column '" + column.name() + "' of the PRIMARY KEY must be frozen: write frozen<" + type + ">");
        }
        if (!type.isOrdered()) {
            throw StarlingException.invalid(
                    "Column '" + column.name() + "' of the PRIMARY KEY cannot be a " + type + ", which has no order");
        }
    }

    private static void requireOneSort(TableSchema table) {
        List<ColumnSchema> others = new ArrayList<>(table.statics());
        others.addAll(table.regulars());
        long counters = others.stream()
                .filter(column -> column.type() == ScalarType.COUNTER)
                .count();
        if (counters > 0 && counters < others.size()) {
            throw StarlingException.invalid("Cannot mix counter and non counter columns in the same table");
        }
        if (counters > 0 && table.defaultTimeToLive() > 0) {
            throw StarlingException.invalid("Cannot set default_time_to_live on a table with counters");
        }
    }

    private static int tableCount(Schema schema) {
        return schema.keyspaces().values().stream()
                .mapToInt(keyspace -> keyspace.tables().size())
                .sum();
    }
}
