package io.starlingdb.node.server;

import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableSchema;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;

/** Which partitions were asked for most: a sketch of the frequent ones, of bounded size however many there are. Loop only. */
final class HotPartitions {
    private static final int SKETCH_ENTRIES = 2_048;

    /**
     * One of the frequent ones.
     *
     * @param partition its key, as CQL literals
     * @param count about how often it was asked for, at most {@code error} too high
     */
    record Hot(String table, String partition, long count, long error) {}

    private record Partition(int tableId, ByteBuffer key) {}

    private final ItemsSketch<Partition> reads = new ItemsSketch<>(SKETCH_ENTRIES);
    private final ItemsSketch<Partition> writes = new ItemsSketch<>(SKETCH_ENTRIES);

    void read(int tableId, byte[] key) {
        reads.update(new Partition(tableId, ByteBuffer.wrap(key)));
    }

    void write(int tableId, byte[] key) {
        writes.update(new Partition(tableId, ByteBuffer.wrap(key)));
    }

    long readsSeen() {
        return reads.getStreamLength();
    }

    long writesSeen() {
        return writes.getStreamLength();
    }

    List<Hot> hotReads(Schema schema, int count) {
        return top(reads, schema, count);
    }

    List<Hot> hotWrites(Schema schema, int count) {
        return top(writes, schema, count);
    }

    private static List<Hot> top(ItemsSketch<Partition> sketch, Schema schema, int count) {
        List<Hot> top = new ArrayList<>();
        for (ItemsSketch.Row<Partition> row : sketch.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES)) {
            TableSchema table = schema.table(row.getItem().tableId());
            if (table != null && top.size() < count) {
                top.add(new Hot(
                        table.toString(),
                        text(table, bytes(row.getItem().key())),
                        row.getEstimate(),
                        row.getUpperBound() - row.getLowerBound()));
            }
        }
        return top;
    }

    private static byte[] bytes(ByteBuffer key) {
        byte[] bytes = new byte[key.remaining()];
        key.duplicate().get(bytes);
        return bytes;
    }

    private static String text(TableSchema table, byte[] key) {
        List<byte[]> components = Keys.partitionKeyComponents(table, key);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < components.size(); i++) {
            ColumnSchema column = table.partitionKey().get(i);
            texts.add(column.type().format(components.get(i)));
        }
        return String.join(", ", texts);
    }
}
