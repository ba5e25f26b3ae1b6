package io.starlingdb.node.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A table: its columns, each with an id, its mode for concurrent values, and its options. Immutable. */
public final class TableSchema {
    private final int id;
    private final String keyspace;
    private final String name;
    private final List<ColumnSchema> columns;
    private final List<ColumnSchema> partitionKey;
    private final List<ColumnSchema> clustering;
    private final List<ColumnSchema> statics;
    private final List<ColumnSchema> regulars;
    private final int nextColumnId;
    private final ConflictMode conflicts;
    private final TableOptions options;
    private final List<IndexSchema> indexes;
    private final Map<String, ColumnSchema> byName;
    private final @Nullable ColumnSchema[] byId;

    /**
     * A table of these columns; those of a key in their order, the others in any.
     *
     * @param nextColumnId above the id of every column that the table has or ever had
     */
    TableSchema(
            int id,
            String keyspace,
            String name,
            List<ColumnSchema> columns,
            int nextColumnId,
            ConflictMode conflicts,
            TableOptions options) {
        this(id, keyspace, name, columns, nextColumnId, conflicts, options, List.of());
    }

    private TableSchema(
            int id,
            String keyspace,
            String name,
            List<ColumnSchema> columns,
            int nextColumnId,
            ConflictMode conflicts,
            TableOptions options,
            List<IndexSchema> indexes) {
        this.id = id;
        this.keyspace = keyspace;
        this.name = name;
        this.partitionKey = ofKind(columns, ColumnKind.PARTITION_KEY);
        this.clustering = ofKind(columns, ColumnKind.CLUSTERING);
        this.statics = ofKind(columns, ColumnKind.STATIC);
        this.regulars = ofKind(columns, ColumnKind.REGULAR);
        this.columns = Stream.of(partitionKey, clustering, statics, regulars)
                .flatMap(List::stream)
                .toList();
        this.nextColumnId = nextColumnId;
        this.conflicts = conflicts;
        this.options = options;
        this.indexes = List.copyOf(indexes);
        this.byName = new HashMap<>();
        this.byId = new ColumnSchema[nextColumnId];
        for (ColumnSchema column : columns) {
            byName.put(column.name(), column);
            byId[column.id()] = column;
        }
    }

    /** Names the table in stored keys; never used for another table, and new after a truncation. */
    public int id() {
        return id;
    }

    /** The keyspace's name. */
    public String keyspace() {
        return keyspace;
    }

    /** The table's name. */
    public String name() {
        return name;
    }

    /** All columns as {@code SELECT *} gives them: partition key, clustering, then statics and regulars by name. */
    public List<ColumnSchema> columns() {
        return columns;
    }

    /** The columns that place a row on the ring, in order; at least one. */
    public List<ColumnSchema> partitionKey() {
        return partitionKey;
    }

    /** The columns that order the rows of a partition, in order; none when a partition is one row. */
    public List<ColumnSchema> clustering() {
        return clustering;
    }

    /** The columns that a partition has once, by name. */
    public List<ColumnSchema> statics() {
        return statics;
    }

    /** The columns that each row has, by name. */
    public List<ColumnSchema> regulars() {
        return regulars;
    }

    /** The column of that exact name; null if there is none. */
    public @Nullable ColumnSchema column(String columnName) {
        return byName.get(columnName);
    }

    /** The column with that id; null if it was dropped or never was. */
    public @Nullable ColumnSchema column(int columnId) {
        return columnId >= 0 && columnId < byId.length ? byId[columnId] : null;
    }

    /** What the table does with concurrent values. */
    public ConflictMode conflicts() {
        return conflicts;
    }

    /** The options, defaults included. */
    public TableOptions options() {
        return options;
    }

    /** Seconds until a cell written without a TTL expires; 0 means never. */
    public int defaultTimeToLive() {
        return options.defaultTimeToLive();
    }

    /** Whether its columns outside the key are counters; then all of them are. */
    public boolean isCounter() {
        return isCounter(statics) || isCounter(regulars);
    }

    /** The secondary indexes, in the order of their creation. */
    public List<IndexSchema> indexes() {
        return indexes;
    }

    /** The index of that exact name; null if there is none. */
    public @Nullable IndexSchema index(String indexName) {
        for (IndexSchema index : indexes) {
            if (index.name().equals(indexName)) {
                return index;
            }
        }
        return null;
    }

    /** The id that the next new column gets. */
    int nextColumnId() {
        return nextColumnId;
    }

    /** Without rows: as another table in all that is stored, its indexes too. */
    TableSchema withId(int newId) {
        List<IndexSchema> renumbered = new ArrayList<>();
        for (IndexSchema index : indexes) {
            int indexId = newId + 1 + renumbered.size();
            renumbered.add(
                    new IndexSchema(indexId, index.name(), index.columnId(), index.target(), index.implementation()));
        }
        return new TableSchema(newId, keyspace, name, columns, nextColumnId, conflicts, options, renumbered);
    }

    TableSchema withColumns(List<ColumnSchema> newColumns, int newNextColumnId) {
        return new TableSchema(id, keyspace, name, newColumns, newNextColumnId, conflicts, options, indexes);
    }

    TableSchema withOptions(TableOptions newOptions) {
        return new TableSchema(id, keyspace, name, columns, nextColumnId, conflicts, newOptions, indexes);
    }

    TableSchema withIndexes(List<IndexSchema> newIndexes) {
        return new TableSchema(id, keyspace, name, columns, nextColumnId, conflicts, options, newIndexes);
    }

    /** With the types that its columns' types now mean. */
    TableSchema retyped(TypeScope scope) {
        List<ColumnSchema> retyped = new ArrayList<>();
        for (ColumnSchema column : columns) {
            CqlType type = CqlType.parse(column.type().toString(), scope);
            retyped.add(new ColumnSchema(column.id(), column.name(), type, column.kind(), column.descending()));
        }
        return withColumns(retyped, nextColumnId);
    }

    /** The highest of its id and its indexes'. */
    int highestId() {
        int highest = id;
        for (IndexSchema index : indexes) {
            highest = Math.max(highest, index.id());
        }
        return highest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableSchema table
                && table.id == id
                && table.nextColumnId == nextColumnId
                && table.conflicts == conflicts
                && table.keyspace.equals(keyspace)
                && table.name.equals(name)
                && table.columns.equals(columns)
                && table.options.equals(options)
                && table.indexes.equals(indexes);
    }

    @Override
    public int hashCode() {
        return 31 * id + name.hashCode();
    }

    /** {@code keyspace.table}, for messages. */
    @Override
    public String toString() {
        return keyspace + "." + name;
    }

    private static boolean isCounter(List<ColumnSchema> columns) {
        return !columns.isEmpty() && columns.get(0).type() == ScalarType.COUNTER;
    }

    private static List<ColumnSchema> ofKind(List<ColumnSchema> columns, ColumnKind kind) {
        List<ColumnSchema> chosen = new ArrayList<>();
        for (ColumnSchema column : columns) {
            if (column.kind() == kind) {
                chosen.add(column);
            }
        }
        if (!kind.isKey()) {
            chosen.sort(Comparator.comparing(ColumnSchema::name));
        }
        return List.copyOf(chosen);
    }
}
