package io.starlingdb.node.coordinator;

import io.starlingdb.node.data.Delta;
import io.starlingdb.node.ring.RecordMember;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which replicas have not acknowledged a write. One that was away from the start is owed a hint at once; one that refuses, then; one that has
 * not answered when the write's time is over, then. At most 64 replicas.
 */
final class OwedHints {
    private final HintKeeper keeper;
    private final List<RecordMember> replicas;
    private long open;
    private @Nullable Delta delta;

    OwedHints(HintKeeper keeper, List<RecordMember> replicas) {
        this.keeper = keeper;
        this.replicas = replicas;
        this.open = replicas.isEmpty() ? 0 : -1L >>> Long.SIZE - replicas.size();
    }

    /** The write is there; replicas other than those that are asked get their hints. */
    void issued(Delta issued, List<RecordMember> absent) {
        delta = issued;
        for (RecordMember member : absent) {
            keeper.missed(member.id(), issued);
        }
    }

    /** The replica has it. */
    void acknowledged(int replica) {
        open &= ~(1L << replica);
    }

    /** The replica does not take it. */
    void refused(int replica) {
        Delta owed = delta;
        if (owed != null && (open & 1L << replica) != 0) {
            acknowledged(replica);
            keeper.missed(replicas.get(replica).id(), owed);
        }
    }

    /** Nobody is asked any more. */
    void timeIsOver() {
        for (int i = 0; i < replicas.size(); i++) {
            refused(i);
        }
        open = 0;
    }

    /** Others are asked instead, all of them. */
    void cancel() {
        open = 0;
    }

    /** Whether everybody has it, or is owed a hint that is kept. */
    boolean isSettled() {
        return open == 0;
    }
}
