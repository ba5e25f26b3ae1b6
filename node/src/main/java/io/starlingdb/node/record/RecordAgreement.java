package io.starlingdb.node.record;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ClusterRecord;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** This node's part in the cluster record: what it knows of it, and how it changes it. Used on the loop. */
public interface RecordAgreement {

    /** The newest record that this node knows and has saved; epoch 0 before the founding. */
    ClusterRecord current();

    /**
     * Changes the record. Completes on the loop, with the record that has the change, or fails with a StarlingException:
     * the change's own refusal; BOOTSTRAPPING before the founding; UNAVAILABLE when no majority of voters answered and the
     * change is certain not to happen; TIMEOUT when it may have happened, or may yet.
     */
    CompletableFuture<ClusterRecord> change(RecordChange change);

    /**
     * Founds a cluster of the nodes at these endpoints, every one of which must be waiting and must agree. Fails with
     * CONFLICT where one of them belongs to a cluster already or another founding came first, UNAVAILABLE or TIMEOUT where
     * one does not answer.
     */
    CompletableFuture<ClusterRecord> init(List<Endpoint> waiting);

    /**
     * Lets the cluster go on without those who are not named, where most of its voters are gone for good. Completes with the record when it is saved
     * here; fails with BAD_REQUEST or CONFLICT where that is not so, or another survivor is to do it.
     */
    CompletableFuture<ClusterRecord> recover(Set<NodeId> survivors);

    /** A record of at least this epoch, fetched from {@code hint} or another member; fails with TIMEOUT. */
    CompletableFuture<ClusterRecord> atLeast(long epoch, Endpoint hint);

    /**
     * Waits until every member of the record knows it (durably) or no longer lives, and at most as long as a change may take. Completes on the
     * loop with the record; it never fails.
     *
     * @param lives whether gossip holds a member for alive
     */
    CompletableFuture<ClusterRecord> knownByAll(ClusterRecord record, Predicate<NodeId> lives);

    /** Hears of each newer record, on the loop, once it is saved. */
    void listen(Consumer<ClusterRecord> listener);

    /** Somebody at {@code where} is said to know this epoch: fetches it in the background if it is newer. */
    void heardOf(long epoch, Endpoint where);

    /**
     * Whether this node is the member that the record means: it has lost nothing of what it remembered. Until it is, it must
     * not vote and must not issue dots under its actor number.
     */
    boolean isMyself();
}
