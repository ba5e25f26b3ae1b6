package io.starlingdb.node.server;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.node.admin.NodeView;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.schema.IndexSchema;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.rocksdb.RocksDbEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** {@code GET /v1/node/tables}: what this node holds of each table, and what it has coordinated for it since its start. */
record TableView(WatchedAccess access, RocksDbEngine engine, Supplier<Schema> schema, Scheduler loop, Executor disk)
        implements NodeView {
    /**
     * One table.
     *
     * @param id its number in stored keys
     * @param bytes about what its rows take on this node's disk and in memory not yet written there, compressed
     * @param rowsAbout about how many entries that are; a guess by their share of the bytes
     * @param indexBytes the same as bytes, of its secondary indexes
     * @param failures reads and writes that failed
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Table(
            String keyspace,
            String table,
            int id,
            String conflicts,
            long bytes,
            long rowsAbout,
            long indexBytes,
            long reads,
            long readMeanUs,
            long writes,
            long writeMeanUs,
            long failures) {}

    @Override
    public String name() {
        return "tables";
    }

    @Override
    public CompletableFuture<?> show(Map<String, String> query) {
        Schema now = schema.get();
        CompletableFuture<List<Table>> shown = new CompletableFuture<>();
        disk.execute(() -> {
            try {
                List<Size> sizes = sizes(now);
                loop.execute(() ->
                        shown.complete(sizes.stream().map(this::withTraffic).toList()));
            } catch (RuntimeException e) {
                loop.execute(() -> shown.completeExceptionally(e));
            }
        });
        return shown;
    }

    private record Size(TableSchema table, long bytes, long rowsAbout, long indexBytes) {}

    private List<Size> sizes(Schema now) {
        long all = Math.max(1, engine.approximateBytes(KeyRange.ALL));
        double rowsPerByte = (double) engine.statistics().estimatedKeys() / all;
        List<Size> sizes = new ArrayList<>();
        now.keyspaces()
                .values()
                .forEach(keyspace -> keyspace.tables().values().forEach(table -> {
                    long bytes = engine.approximateBytes(range(table.id()));
                    long indexes = 0;
                    for (IndexSchema index : table.indexes()) {
                        indexes += engine.approximateBytes(range(index.id()));
                    }
                    sizes.add(new Size(table, bytes, Math.round(bytes * rowsPerByte), indexes));
                }));
        return sizes;
    }

    private Table withTraffic(Size size) {
        TableSchema table = size.table();
        TableTraffic traffic = access.traffic(table.id());
        return new Table(
                table.keyspace(),
                table.name(),
                table.id(),
                table.conflicts().cqlName(),
                size.bytes(),
                size.rowsAbout(),
                size.indexBytes(),
                traffic.reads(),
                traffic.readMeanMicros(),
                traffic.writes(),
                traffic.writeMeanMicros(),
                traffic.failures());
    }

    static KeyRange range(int tableId) {
        return KeyRange.between(RowKey.tableStart(tableId), RowKey.tableEnd(tableId));
    }
}
