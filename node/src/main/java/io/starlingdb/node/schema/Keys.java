package io.starlingdb.node.schema;

import io.starlingdb.client.StarlingException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A row's keys as bytes. The partition key has the form that Cassandra's drivers compute tokens from: one column's value as
 * it is; several as two bytes of length, the value and a zero each. The clustering key is the columns' ordered forms, one
 * after the other ({@link OrderedBytes}), DESC columns complemented: its byte order is CQL's order of the rows, and the
 * first columns alone are a prefix that bounds can be made of ({@link ClusteringBound}).
 *
 * <p>Values are validated and made canonical on the way in; everything fails with {@code INVALID}.
 */
public final class Keys {
    private Keys() {}

    /** The partition key of all its columns' values, in order. */
    public static byte[] partitionKey(TableSchema table, List<byte[]> components) {
        List<ColumnSchema> columns = table.partitionKey();
        if (components.size() != columns.size()) {
            throw StarlingException.invalid(
                    "the partition key of " + table + " has " + columns.size() + " columns, not " + components.size());
        }
        if (columns.size() == 1) {
            byte[] key = canonical(columns.get(0), components.get(0));
            if (key.length == 0) {
                throw StarlingException.invalid("Key may not be empty");
            }
            requireSize("partition key", key.length, SchemaLimits.PARTITION_KEY_BYTES_MAX);
            return key;
        }
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        for (int i = 0; i < columns.size(); i++) {
            byte[] component = canonical(columns.get(i), components.get(i));
            requireSize("partition key", component.length, SchemaLimits.PARTITION_KEY_BYTES_MAX);
            key.write(component.length >>> Byte.SIZE);
            key.write(component.length);
            key.write(component, 0, component.length);
            key.write(0);
        }
        requireSize("partition key", key.size(), SchemaLimits.PARTITION_KEY_BYTES_MAX);
        return key.toByteArray();
    }

    /** The columns' values of a partition key. */
    public static List<byte[]> partitionKeyComponents(TableSchema table, byte[] partitionKey) {
        int columns = table.partitionKey().size();
        if (columns == 1) {
            return List.of(partitionKey);
        }
        List<byte[]> components = new ArrayList<>(columns);
        int position = 0;
        for (int i = 0; i < columns; i++) {
            if (position + Short.BYTES > partitionKey.length) {
                throw broken(table);
            }
            int length = (partitionKey[position] & 0xFF) << Byte.SIZE | (partitionKey[position + 1] & 0xFF);
            position += Short.BYTES;
            if (position + length >= partitionKey.length || partitionKey[position + length] != 0) {
                throw broken(table);
            }
            components.add(Arrays.copyOfRange(partitionKey, position, position + length));
            position += length + 1;
        }
        if (position != partitionKey.length) {
            throw broken(table);
        }
        return components;
    }

    /** The clustering key of all columns' values, or the prefix of the first ones; in order. */
    public static byte[] clustering(TableSchema table, List<byte[]> prefix) {
        List<ColumnSchema> columns = table.clustering();
        if (prefix.size() > columns.size()) {
            throw StarlingException.invalid(
                    table + " has " + columns.size() + " clustering columns, not " + prefix.size());
        }
        OrderedWriter out = new OrderedWriter();
        for (int i = 0; i < prefix.size(); i++) {
            ColumnSchema column = columns.get(i);
            out.descending(column.descending());
            OrderedBytes.write(column.type(), canonical(column, prefix.get(i)), out);
        }
        byte[] clustering = out.toBytes();
        requireSize("clustering key", clustering.length, SchemaLimits.CLUSTERING_BYTES_MAX);
        return clustering;
    }

    /** The columns' values of a clustering key or a prefix of one. */
    public static List<byte[]> clusteringComponents(TableSchema table, byte[] clustering) {
        List<byte[]> components = new ArrayList<>(table.clustering().size());
        OrderedReader in = new OrderedReader(clustering);
        for (ColumnSchema column : table.clustering()) {
            if (!in.hasMore()) {
                break;
            }
            in.descending(column.descending());
            components.add(OrderedBytes.read(column.type(), in));
        }
        if (in.hasMore()) {
            throw OrderedReader.broken();
        }
        return components;
    }

    private static byte[] canonical(ColumnSchema column, byte[] value) {
        try {
            return column.type().canonical(value);
        } catch (StarlingException e) {
            throw new StarlingException(e.code(), "column '" + column.name() + "': " + e.text(), e.numbers());
        }
    }

    private static void requireSize(String what, int size, int max) {
        if (size > max) {
            throw StarlingException.invalid(
                    "a " + what + " of " + size + " bytes is longer than the maximum of " + max);
        }
    }

    private static StarlingException broken(TableSchema table) {
        return StarlingException.invalid("these bytes are no partition key of " + table);
    }
}
