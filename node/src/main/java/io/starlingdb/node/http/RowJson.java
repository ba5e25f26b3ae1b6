package io.starlingdb.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.VisibleRow;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows as JSON objects: the chosen columns in the order of {@code SELECT *}, null where there is no value. */
final class RowJson {
    private final TableSchema table;
    private final List<ColumnSchema> columns;

    /**
     * For rows of this table.
     *
     * @param names the columns to write; null for all. Unknown ones fail with INVALID
     */
    RowJson(TableSchema table, @Nullable List<String> names) {
        this.table = table;
        this.columns = names == null ? table.columns() : chosen(table, names);
    }

    /** Writes a row of a partition. */
    void write(PartitionRows partition, VisibleRow row, JsonGenerator out) throws IOException {
        List<byte[]> partitionKey = Keys.partitionKeyComponents(table, partition.key());
        List<byte[]> clustering = Keys.clusteringComponents(table, row.clustering());
        out.writeStartObject();
        for (ColumnSchema column : columns) {
            byte[] value = switch (column.kind()) {
                case PARTITION_KEY -> partitionKey.get(table.partitionKey().indexOf(column));
                case CLUSTERING -> clustering.get(table.clustering().indexOf(column));
                case STATIC ->
                    partition.statics() == null ? null : partition.statics().value(column.id());
                case REGULAR -> row.value(column.id());
            };
            writeField(column, value, out);
        }
        out.writeEndObject();
    }

    /** Writes the static columns alone. */
    void writeStatics(VisibleRow statics, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (ColumnSchema column : table.statics()) {
            writeField(column, statics.value(column.id()), out);
        }
        out.writeEndObject();
    }

    /** Writes {@code "conflicts":{column:[value, …]}} if a chosen column has siblings; the latest value first. */
    void writeConflicts(PartitionRows partition, VisibleRow row, JsonGenerator out) throws IOException {
        boolean begun = false;
        for (ColumnSchema column : columns) {
            VisibleRow holder = switch (column.kind()) {
                case STATIC -> partition.statics();
                case REGULAR -> row;
                case PARTITION_KEY, CLUSTERING -> null;
            };
            List<byte[]> siblings = holder == null ? List.of() : holder.siblings(column.id());
            if (siblings.size() > 1) {
                if (!begun) {
                    out.writeObjectFieldStart("conflicts");
                    begun = true;
                }
                out.writeArrayFieldStart(column.name());
                for (byte[] sibling : siblings) {
                    column.type().writeJson(sibling, out);
                }
                out.writeEndArray();
            }
        }
        if (begun) {
            out.writeEndObject();
        }
    }

    private static void writeField(ColumnSchema column, byte @Nullable [] value, JsonGenerator out) throws IOException {
        out.writeFieldName(column.name());
        if (value == null) {
            out.writeNull();
        } else {
            column.type().writeJson(value, out);
        }
    }

    private static List<ColumnSchema> chosen(TableSchema table, List<String> names) {
        List<ColumnSchema> chosen = new ArrayList<>(names.size());
        for (String name : names) {
            ColumnSchema column = table.column(name);
            if (column == null) {
                throw StarlingException.invalid("Undefined column name " + name + " in table " + table);
            }
            if (!chosen.contains(column)) {
                chosen.add(column);
            }
        }
        return chosen;
    }
}
