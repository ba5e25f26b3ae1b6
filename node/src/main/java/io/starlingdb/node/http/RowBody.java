package io.starlingdb.node.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object that a PUT or PATCH carries, by kind of column. Columns of the primary key may be in it, as a GET gave
 * them, if they are those of the path.
 *
 * @param statics the static columns, in the order of the text
 * @param regulars the regular columns, in the order of the text
 */
record RowBody(List<Field> statics, List<Field> regulars) {
    /**
     * A column and its serialized value.
     *
     * @param value null deletes
     */
    record Field(ColumnSchema column, byte @Nullable [] value) {}

    /** Fails with BAD_REQUEST for broken JSON, with INVALID for columns and values that do not fit the table. */
    static RowBody parse(RowTarget target, byte[] body) {
        RowBody parsed = new RowBody(new ArrayList<>(1), new ArrayList<>());
        boolean[] seen = new boolean[target.table().columns().size()];
        RequestJson.readObject(body, (name, in) -> parsed.readField(target, name, in, seen));
        return parsed;
    }

    /** Whether it names no column outside the key. */
    boolean isEmpty() {
        return statics.isEmpty() && regulars.isEmpty();
    }

    private void readField(RowTarget target, String name, JsonParser in, boolean[] seen) throws IOException {
        TableSchema table = target.table();
        ColumnSchema column = table.column(name);
        if (column == null) {
            throw StarlingException.invalid("Undefined column name " + name + " in table " + table);
        }
        int index = table.columns().indexOf(column);
        if (seen[index]) {
            throw StarlingException.badRequest("column '" + name + "' is given twice");
        }
        seen[index] = true;
        byte[] value = readValue(column, in);
        switch (column.kind()) {
            case PARTITION_KEY, CLUSTERING -> requireKey(target, column, value);
            case STATIC -> statics.add(new Field(column, value));
            case REGULAR -> regulars.add(new Field(column, value));
        }
    }

    private static byte @Nullable [] readValue(ColumnSchema column, JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        try {
            return column.type().readJson(in);
        } catch (StarlingException e) {
            throw new StarlingException(e.code(), "column '" + column.name() + "': " + e.text());
        }
    }

    private static void requireKey(RowTarget target, ColumnSchema column, byte @Nullable [] value) {
        TableSchema table = target.table();
        boolean partition = column.kind() == ColumnKind.PARTITION_KEY;
        List<byte[]> given = partition
                ? Keys.partitionKeyComponents(table, target.partitionKey())
                : Keys.clusteringComponents(table, target.clustering());
        int index = (partition ? table.partitionKey() : table.clustering()).indexOf(column);
        boolean same = value != null
                && index < given.size()
                && (partition
                        ? Arrays.equals(column.type().canonical(value), given.get(index))
                        : column.type().compare(value, given.get(index)) == 0);
        if (!same) {
            throw StarlingException.invalid(
                    "column '" + column.name() + "' is part of the key and differs from the path");
        }
    }
}
