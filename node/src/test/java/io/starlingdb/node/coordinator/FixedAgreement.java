package io.starlingdb.node.coordinator;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.record.RecordChange;
import io.starlingdb.node.ring.ChangeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A record that one node is shown by the test. */
final class FixedAgreement implements RecordAgreement {
    private final List<Consumer<ClusterRecord>> listeners = new ArrayList<>();
    private final List<CompletableFuture<ClusterRecord>> waiting = new ArrayList<>();
    private ClusterRecord record;

    FixedAgreement(ClusterRecord record) {
        this.record = record;
    }

    void show(ClusterRecord newer) {
        record = newer;
        listeners.forEach(listener -> listener.accept(newer));
        List.copyOf(waiting).forEach(future -> future.complete(newer));
        waiting.clear();
    }

    @Override
    public ClusterRecord current() {
        return record;
    }

    @Override
    public CompletableFuture<ClusterRecord> change(RecordChange change) {
        RecordMember any = record.members().get(0);
        show(change.applyTo(record).nextEpoch(new ChangeId(any.id(), 1, record.epoch())));
        return CompletableFuture.completedFuture(record);
    }

    @Override
    public CompletableFuture<ClusterRecord> init(List<Endpoint> nodes) {
        throw new AssertionError("founded already");
    }

    @Override
    public CompletableFuture<ClusterRecord> atLeast(long epoch, Endpoint hint) {
        CompletableFuture<ClusterRecord> future = new CompletableFuture<>();
        if (record.epoch() >= epoch) {
            future.complete(record);
        } else {
            waiting.add(future);
        }
        return future;
    }

    @Override
    public CompletableFuture<ClusterRecord> knownByAll(ClusterRecord record, Predicate<NodeId> lives) {
        return CompletableFuture.completedFuture(record);
    }

    @Override
    public void listen(Consumer<ClusterRecord> listener) {
        listeners.add(listener);
    }

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
