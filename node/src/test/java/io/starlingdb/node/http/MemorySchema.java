package io.starlingdb.node.http;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.coordinator.SchemaAccess;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import java.util.concurrent.CompletableFuture;

/** A schema that changes at once. */
final class MemorySchema implements SchemaAccess {
    private Schema current = Schema.EMPTY;

    @Override
    public Schema current() {
        return current;
    }

    @Override
    public CompletableFuture<Schema> change(SchemaChange change) {
        try {
            current = change.applyTo(current);
            return CompletableFuture.completedFuture(current);
        } catch (StarlingException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
