package io.starlingdb.node.cql.run;

import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.data.CurrentRows;
import io.starlingdb.node.data.Issuer;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowDelta;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.data.VisibleRow;
import io.starlingdb.node.ring.Partitioner;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Answers reads of virtual tables. Their rows are put through the same steps as stored ones (a write, an entry, what is to be
 * seen of it), so that whatever SELECT can do with a table it can do with these. They are few, so every read is answered
 * whole, whatever its limits.
 */
final class VirtualReads implements Reads {

    private final VirtualTables tables;
    private final TableSchema table;

    VirtualReads(VirtualTables tables, TableSchema table) {
        this.tables = tables;
        this.table = table;
    }

    @Override
    public CompletableFuture<ReadResult> read(ReadQuery query, RequestOptions options) {
        SortedMap<byte[], List<VisibleRow>> byKey = new TreeMap<>(Arrays::compareUnsigned);
        for (Map<String, Object> values : tables.rows(table)) {
            byte[] key = Keys.partitionKey(table, components(table.partitionKey(), values));
            VisibleRow row = visible(key, values);
            if (row != null && isIn(query.target(), key) && isIn(query.slices(), row.clustering())) {
                byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
            }
        }
        List<PartitionRows> partitions = new ArrayList<>(byKey.size());
        byKey.forEach((key, rows) -> {
            PartitionRows partition = partition(query, key, rows);
            if (!partition.isEmpty()) {
                partitions.add(partition);
            }
        });
        partitions.sort(Comparator.comparingLong(PartitionRows::token));
        return CompletableFuture.completedFuture(new ReadResult(partitions, null, null, false));
    }

    private PartitionRows partition(ReadQuery query, byte[] key, List<VisibleRow> rows) {
        Comparator<VisibleRow> order = (a, b) -> Arrays.compareUnsigned(a.clustering(), b.clustering());
        rows.sort(query.reversed() ? order.reversed() : order);
        int given = dropGiven(query, key, rows);
        return new PartitionRows(key, Partitioner.token(key), null, rows)
                .filtered(table, query.filter())
                .limited(query.perPartitionLimit() - given);
    }

    /** Takes away what earlier pages have given; answers how many rows of this partition that were. */
    private static int dropGiven(ReadQuery query, byte[] key, List<VisibleRow> rows) {
        ResumePoint after = query.after();
        if (after == null || Partitioner.token(key) > after.token()) {
            return 0;
        }
        byte[] last = after.clustering();
        if (last == null || !Arrays.equals(key, after.partitionKey())) {
            rows.clear();
            return 0;
        }
        int direction = query.reversed() ? -1 : 1;
        rows.removeIf(row -> Arrays.compareUnsigned(row.clustering(), last) * direction <= 0);
        return after.rowsOfPartition();
    }

    private static boolean isIn(Partitions target, byte[] key) {
        return target instanceof Partitions.One one
                ? Arrays.equals(one.key(), key)
                : ((Partitions.InRange) target).range().contains(Partitioner.token(key));
    }

    private static boolean isIn(List<Slice> slices, byte[] clustering) {
        return slices.stream().anyMatch(slice -> slice.contains(clustering));
    }

    private @Nullable VisibleRow visible(byte[] key, Map<String, Object> values) {
        byte[] clustering = Keys.clustering(table, components(table.clustering(), values));
        MutationBuilder builder = new MutationBuilder(table, key, Partitioner.token(key));
        MutationBuilder.RowBuilder row = builder.row(clustering).insert();
        for (ColumnSchema column : table.regulars()) {
            Object value = values.get(column.name());
            if (value != null) {
                row.set(column, column.type().encode(value));
            }
        }
        Mutation mutation = builder.build();
        RowDelta delta = Issuer.issue(mutation, NothingYet.INSTANCE, ConflictMode.LAST_WRITE_WINS, 0, 1, 1, 0)
                .rows()
                .get(0);
        return VisibleRow.of(table, clustering, delta.row(), Long.MIN_VALUE, 0);
    }

    private static List<byte[]> components(List<ColumnSchema> columns, Map<String, Object> values) {
        List<byte[]> components = new ArrayList<>(columns.size());
        for (ColumnSchema column : columns) {
            Object value = values.get(column.name());
            if (value == null) {
                throw new IllegalStateException("a virtual row without its key column " + column.name());
            }
            components.add(column.type().encode(value));
        }
        return components;
    }

    private enum NothingYet implements CurrentRows {
        INSTANCE;

        @Override
        public @Nullable Row get(RowKey key) {
            return null;
        }

        @Override
        public List<RowKey> rowsIn(Slice slice) {
            return List.of();
        }
    }
}
