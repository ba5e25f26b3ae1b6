package io.starlingdb.node.record;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this node's own entry in the cluster record true: where it is reached, and what it remembers. Looks at each newer
 * record, asks for one change at a time, and tries again after a pause while that fails.
 */
final class SelfUpkeep {
    private final RecordSeams seams;
    private final RecordStore store;
    private final NewestRecord newest;
    private final ChangeQueue changes;
    private boolean busy;

    SelfUpkeep(RecordSeams seams, RecordStore store, NewestRecord newest, ChangeQueue changes) {
        this.seams = seams;
        this.store = store;
        this.newest = newest;
        this.changes = changes;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the stage ends what it was given; nobody waits for it
    void look() {
        RecordChange mend = mend(newest.current());
        if (mend == null || busy) {
            return;
        }
        busy = true;
        CompletableFuture<ClusterRecord> unused = changes.add(mend).whenComplete((record, failure) -> {
            busy = false;
            if (failure == null) {
                look();
            } else {
                seams.scheduler().schedule(seams.timings().backoffMaxNanos(), this::look);
            }
        });
    }

    private @Nullable RecordChange mend(ClusterRecord record) {
        NodeId self = seams.self().id();
        RecordMember me = record.member(self);
        if (me == null) {
            return null;
        }
        if (me.memory() != store.memory()) {
            seams.listener().memoryLost();
            return RecordChange.memory(self, store.memory());
        }
        return me.endpoint().equals(seams.self().endpoint())
                ? null
                : RecordChange.endpoint(self, seams.self().endpoint());
    }
}
