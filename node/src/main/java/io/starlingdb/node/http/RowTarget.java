package io.starlingdb.node.http;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.ring.Partitioner;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * What a row path names: a row, or the rows of a partition that start with some clustering columns (maybe none).
 *
 * @param partitionKey in the routing form
 * @param clustering the encoded clustering columns that the path gives
 * @param clusteringColumns how many those are
 */
record RowTarget(TableSchema table, byte[] partitionKey, long token, byte[] clustering, int clusteringColumns) {
    /**
     * Finds the table and serializes the keys.
     *
     * @throws StarlingException NOT_FOUND for the table; INVALID for keys that are too few, too many, or no values
     */
    static RowTarget of(Schema schema, RowPath path) {
        TableSchema table = schema.requireTable(path.keyspace(), path.table());
        List<String> keys = path.keys();
        int partitionColumns = table.partitionKey().size();
        if (keys.size() < partitionColumns
                || keys.size() > partitionColumns + table.clustering().size()) {
            throw StarlingException.invalid(table + " has the primary key " + names(table) + "; the path gives "
                    + keys.size() + " values, and the partition key needs " + partitionColumns);
        }
        byte[] partitionKey = Keys.partitionKey(table, values(table.partitionKey(), keys.subList(0, partitionColumns)));
        List<String> rest = keys.subList(partitionColumns, keys.size());
        byte[] clustering = Keys.clustering(table, values(table.clustering(), rest));
        return new RowTarget(table, partitionKey, Partitioner.token(partitionKey), clustering, rest.size());
    }

    /** Whether the whole primary key is given. */
    boolean isRow() {
        return clusteringColumns == table.clustering().size();
    }

    /** The bytes that a causal context of this row is bound to. */
    byte[] contextBinding() {
        return RowKey.row(table.id(), token, partitionKey, clustering).bytes();
    }

    private static List<byte[]> values(List<ColumnSchema> columns, List<String> texts) {
        List<byte[]> values = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            values.add(KeyText.parse(columns.get(i), texts.get(i)));
        }
        return values;
    }

    private static String names(TableSchema table) {
        List<String> names = new ArrayList<>();
        table.partitionKey().forEach(column -> names.add(column.name()));
        table.clustering().forEach(column -> names.add(column.name()));
        return String.join(", ", names);
    }
}
