package io.starlingdb.node.admin;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.record.RecordChange;
import io.starlingdb.node.ring.ClusterRecord;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A record as a test sets it; founding is only noted. */
final class FakeAgreement implements RecordAgreement {
    ClusterRecord current = ClusterRecord.unfounded();
    List<Endpoint> founders = List.of();

    @Override
    public ClusterRecord current() {
        return current;
    }

    @Override
    public CompletableFuture<ClusterRecord> change(RecordChange change) {
        return CompletableFuture.failedFuture(new AssertionError("not expected"));
    }

    @Override
    public CompletableFuture<ClusterRecord> init(List<Endpoint> waiting) {
        founders = waiting;
        return CompletableFuture.completedFuture(current);
    }

    @Override
    public CompletableFuture<ClusterRecord> atLeast(long epoch, Endpoint hint) {
        return CompletableFuture.failedFuture(new AssertionError("not expected"));
    }

    @Override
    public CompletableFuture<ClusterRecord> knownByAll(ClusterRecord record, Predicate<NodeId> lives) {
        return CompletableFuture.completedFuture(record);
    }

    @Override
    public void listen(Consumer<ClusterRecord> listener) {}

    @Override
    public void heardOf(long epoch, Endpoint where) {}

    @Override
    public boolean isMyself() {
        return true;
    }

    @Override
    public CompletableFuture<ClusterRecord> recover(Set<NodeId> survivors) {
        throw new UnsupportedOperationException();
    }
}
