package io.starlingdb.node.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.node.admin.NodeOperation;
import io.starlingdb.node.admin.OperationProgress;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.rocksdb.RocksDbEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * {@code POST /v1/node/compact} with {@code {"keyspace"?, "table"?}}: rewrites the files of tables, so that what was overwritten or erased takes no room any more. It happens by itself as
 * tables are written; nobody has to.
 */
record CompactOperation(RocksDbEngine engine, Supplier<Schema> schema, Scheduler loop, Executor disk)
        implements NodeOperation {
    @Override
    public String name() {
        return "compact";
    }

    @Override
    public CompletableFuture<Map<String, Long>> begin(JsonNode parameters, OperationProgress progress) {
        String keyspace = parameters.path("keyspace").asText("");
        String table = parameters.path("table").asText("");
        List<TableSchema> tables = new ArrayList<>();
        if (!table.isEmpty()) {
            tables.add(schema.get().requireTable(keyspace, table));
        } else if (!keyspace.isEmpty()) {
            tables.addAll(schema.get().requireKeyspace(keyspace).tables().values());
        } else {
            schema.get()
                    .keyspaces()
                    .values()
                    .forEach(one -> tables.addAll(one.tables().values()));
        }
        CompletableFuture<Map<String, Long>> end = new CompletableFuture<>();
        disk.execute(() -> {
            try {
                long before = engine.statistics().diskBytes();
                for (int i = 0; i < tables.size(); i++) {
                    int done = i;
                    TableSchema now = tables.get(i);
                    loop.execute(() -> {
                        progress.at(done, tables.size(), "tables");
                        progress.doing(now.toString());
                    });
                    engine.compact(TableView.range(now.id()));
                    now.indexes().forEach(index -> engine.compact(TableView.range(index.id())));
                }
                long after = engine.statistics().diskBytes();
                loop.execute(() -> {
                    progress.at(tables.size(), tables.size(), "tables");
                    end.complete(Map.of("bytes_before", before, "bytes_after", after));
                });
            } catch (RuntimeException e) {
                loop.execute(() -> end.completeExceptionally(e));
            }
        });
        return end;
    }
}
