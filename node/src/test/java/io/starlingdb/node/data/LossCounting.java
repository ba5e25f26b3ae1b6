package io.starlingdb.node.data;

import io.starlingdb.node.version.Dot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts lost writes, and checks at once that each pair is concurrent in truth. */
final class LossCounting implements JoinObserver {
    private final int actor;
    private final List<History.Write> writes;
    /** How often each write was counted, a byte each. */
    long lost;

    /** What is wrong with the pairs; null if nothing is. */
    @Nullable
    String fault;

    LossCounting(int actor, List<History.Write> writes) {
        this.actor = actor;
        this.writes = writes;
    }

    @Override
    public int actor() {
        return actor;
    }

    @Override
    public void lostWrite(Dot loser, Dot winner) {
        History.Write first = find(loser);
        History.Write second = find(winner);
        lost += 1L << 8 * first.number();
        if (!LostTruth.areConcurrent(first, second, writes)) {
            fault = loser + " was counted as lost to " + winner + ", which are not concurrent";
        }
    }

    private History.Write find(Dot dot) {
        return writes.stream()
                .filter(write -> write.dot().equals(dot))
                .findFirst()
                .orElseThrow();
    }
}
