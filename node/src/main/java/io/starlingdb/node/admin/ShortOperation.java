package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An operation without parameters or result that callers wait for. */
record ShortOperation(String name, Supplier<CompletableFuture<@Nullable Void>> work) implements NodeOperation {
    @Override
    public boolean isLong() {
        return false;
    }

    @Override
    public CompletableFuture<@Nullable Void> begin(JsonNode parameters, OperationProgress progress) {
        return work.get();
    }
}
