package io.starlingdb.node.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.NodeCore;
import io.starlingdb.node.admin.NodeOperation;
import io.starlingdb.node.admin.OperationProgress;
import io.starlingdb.node.schema.Schema;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/node/repair} with {@code {"keyspace"?, "table"?}}: exchanges now, with every co-replica, all ranges that this node holds, or those of
 * one keyspace. Nobody has to: it happens all the time. Keyspaces that are replicated alike are exchanged together, with all their tables.
 */
record RepairOperation(NodeCore core) implements NodeOperation {
    @Override
    public String name() {
        return "repair";
    }

    @Override
    public CompletableFuture<? extends @Nullable Object> begin(JsonNode parameters, OperationProgress progress) {
        String keyspace = parameters.path("keyspace").asText("");
        String table = parameters.path("table").asText("");
        if (!keyspace.isEmpty()) {
            requireKnown(keyspace, table);
        }
        return core.antiEntropy()
                .repair(keyspace.isEmpty() ? null : keyspace, (done, total) -> progress.at(done, total, "ranges"))
                .thenApply(rows -> Map.of("rows", rows));
    }

    private void requireKnown(String keyspace, String table) {
        Schema schema = core.record().current().schema();
        if (schema.keyspace(keyspace) == null) {
            throw new StarlingException(ErrorCode.NOT_FOUND, "There is no keyspace " + keyspace);
        }
        if (!table.isEmpty() && schema.table(keyspace, table) == null) {
            throw new StarlingException(ErrorCode.NOT_FOUND, "There is no table " + keyspace + "." + table);
        }
    }
}
