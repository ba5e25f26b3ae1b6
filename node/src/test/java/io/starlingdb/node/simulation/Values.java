package io.starlingdb.node.simulation;

import io.starlingdb.node.ring.Partitioner;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.TableSchema;
import java.nio.ByteBuffer;
import java.util.List;

/** Numbers as the stored values and keys that these scenarios use. */
final class Values {
    private Values() {}

    static byte[] ofInt(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    static int toInt(byte[] value) {
        return ByteBuffer.wrap(value).getInt();
    }

    static byte[] partition(TableSchema table, int key) {
        return Keys.partitionKey(table, List.of(ofInt(key)));
    }

    static long token(byte[] partitionKey) {
        return Partitioner.token(partitionKey);
    }

    static byte[] clustering(TableSchema table, int key) {
        return Keys.clustering(table, List.of(ofInt(key)));
    }

    static int clusteringOf(TableSchema table, byte[] clustering) {
        return toInt(Keys.clusteringComponents(table, clustering).get(0));
    }
}
