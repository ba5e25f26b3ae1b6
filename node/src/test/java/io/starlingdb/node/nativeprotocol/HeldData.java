package io.starlingdb.node.nativeprotocol;

import io.starlingdb.node.coordinator.BatchResult;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.coordinator.WriteResult;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.version.CausalContext;
import io.starlingdb.node.version.VersionVector;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** Data of which nothing is known, and writes that end when the test says so. */
final class HeldData implements DataAccess {
    private final BlockingQueue<CompletableFuture<WriteResult>> held = new LinkedBlockingQueue<>();

    static WriteResult done() {
        return new WriteResult(new CausalContext(VersionVector.of(1, 0, 1)));
    }

    /** The writes that have come and not ended, the oldest first. */
    BlockingQueue<CompletableFuture<WriteResult>> held() {
        return held;
    }

    @Override
    public CompletableFuture<WriteResult> write(Mutation mutation, RequestOptions options) {
        CompletableFuture<WriteResult> write = new CompletableFuture<>();
        held.add(write);
        return write;
    }

    @Override
    public CompletableFuture<BatchResult> batch(List<Mutation> mutations, RequestOptions options) {
        return CompletableFuture.failedFuture(new AssertionError("no test writes batches"));
    }

    @Override
    public CompletableFuture<BatchResult> loggedBatch(List<Mutation> mutations, RequestOptions options) {
        return batch(mutations, options);
    }

    @Override
    public CompletableFuture<ReadResult> read(ReadQuery query, RequestOptions options) {
        return CompletableFuture.completedFuture(new ReadResult(List.of(), null, null, false));
    }
}
