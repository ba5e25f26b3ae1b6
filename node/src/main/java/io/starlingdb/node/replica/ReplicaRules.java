package io.starlingdb.node.replica;

import io.starlingdb.node.data.Join;
import io.starlingdb.node.data.JoinObserver;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowDelta;
import io.starlingdb.node.schema.ConflictMode;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@link Join} at the places where a replica applies them. There is one sound set; the simulation puts others in its place, each
 * with one mistake, to show that its checks would notice.
 */
public class ReplicaRules {
    /** What production runs on. */
    public static final ReplicaRules SOUND = new ReplicaRules();

    /** Joins a delta of another node. */
    public Row join(@Nullable Row mine, RowDelta delta, ConflictMode mode, JoinObserver observer) {
        return Join.join(mine, delta, mode, observer);
    }

    /** Joins another replica's copy. */
    public Row join(@Nullable Row mine, Row theirs, ConflictMode mode, JoinObserver observer) {
        return Join.join(mine, theirs, mode, observer);
    }

    /** Joins a delta that was just issued here, and vouches for it. */
    public Row issue(@Nullable Row mine, RowDelta delta, ConflictMode mode, long life, JoinObserver observer) {
        return Join.issue(mine, delta, mode, life, observer);
    }

    /** The life in which a row's previous own write must lie to be vouched for. */
    public long life(long present) {
        return present;
    }

    /** Whether what carries this stamp comes too late to be taken: its time is closed. */
    public boolean isLate(long stamp, long closed) {
        return stamp <= closed;
    }

    /** Up to which stamp a copy that comes by another way than an exchange must bring nothing new. */
    public long closedToCopies(long closed) {
        return closed;
    }

    /** Whether a request that was placed by the record of this epoch may have come to the wrong node. */
    public boolean isOutdated(long epoch, long placedAt) {
        return epoch < placedAt;
    }
}
