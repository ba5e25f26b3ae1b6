package io.starlingdb.node.schema;

import io.starlingdb.client.StarlingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an ALTER TABLE changes, as a pure function of the table. */
public sealed interface TableAlteration {
    /** The table after this change; the schema's rules are checked by the caller. */
    TableSchema applyTo(TableSchema table);

    /** New columns, static or regular, each with a new id: a column dropped before under the same name stays dropped. */
    record AddColumns(List<ColumnDefinition> columns, boolean ifNotExists) implements TableAlteration {
        @Override
        public TableSchema applyTo(TableSchema table) {
            List<ColumnSchema> changed = new ArrayList<>(table.columns());
            int nextId = table.nextColumnId();
            for (ColumnDefinition column : columns) {
                if (ifNotExists && table.column(column.name()) != null) {
                    continue;
                }
                if (column.kind().isKey()) {
                    throw StarlingException.invalid(
                            "Column '" + column.name() + "' cannot be added to the primary key");
                }
                changed.add(new ColumnSchema(nextId++, column.name(), column.type(), column.kind(), false));
            }
            return table.withColumns(changed, nextId);
        }
    }

    /** Columns go, with all that was ever stored in them. */
    record DropColumns(List<String> names, boolean ifExists) implements TableAlteration {
        @Override
        public TableSchema applyTo(TableSchema table) {
            List<ColumnSchema> changed = new ArrayList<>(table.columns());
            for (String name : names) {
                ColumnSchema column = table.column(name);
                if (column == null) {
                    if (ifExists) {
                        continue;
                    }
                    throw TableRules.unknownColumn(table, name);
                }
                if (column.kind().isKey()) {
                    throw StarlingException.invalid("Cannot drop PRIMARY KEY column '" + name + "'");
                }
                List<String> indexes = table.indexes().stream()
                        .filter(index -> index.columnId() == column.id())
                        .map(IndexSchema::name)
                        .toList();
                if (!indexes.isEmpty()) {
                    throw StarlingException.invalid("Cannot drop column " + name
                            + " because it has dependent secondary indexes (" + String.join(", ", indexes) + ")");
                }
                changed.remove(column);
            }
            return table.withColumns(changed, table.nextColumnId());
        }
    }

    /** New names for columns of the primary key, by their old names; the ids stay. */
    record RenameColumns(Map<String, String> newNames, boolean ifExists) implements TableAlteration {
        @Override
        public TableSchema applyTo(TableSchema table) {
            for (String name : newNames.keySet()) {
                ColumnSchema column = table.column(name);
                if (column == null && !ifExists) {
                    throw TableRules.unknownColumn(table, name);
                }
                if (column != null && !column.kind().isKey()) {
                    throw StarlingException.invalid("Cannot rename non PRIMARY KEY column '" + name + "'");
                }
            }
            List<ColumnSchema> changed = new ArrayList<>();
            for (ColumnSchema column : table.columns()) {
                String newName = newNames.get(column.name());
                changed.add(newName == null ? column : column.renamed(newName));
            }
            return table.withColumns(changed, table.nextColumnId());
        }
    }

    /** WITH: options by CQL name; see {@link TableOptions#with}. */
    record SetOptions(Map<String, ?> options) implements TableAlteration {
        @Override
        public TableSchema applyTo(TableSchema table) {
            return table.withOptions(table.options().with(TableRules.withoutConflicts(table, options)));
        }
    }
}
