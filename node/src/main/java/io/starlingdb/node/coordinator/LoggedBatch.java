package io.starlingdb.node.coordinator;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.data.Delta;
import java.util.List;

/**
 * Stamped writes of which all are to happen, or none.
 *
 * @param id names it; drawn by its coordinator
 * @param coordinator who carries it out, unless it dies
 * @param deltas one for each partition
 */
public record LoggedBatch(BatchId id, NodeId coordinator, List<Delta> deltas) {
    public LoggedBatch {
        deltas = List.copyOf(deltas);
    }

    /** The lowest stamp of its dots, in µs. */
    public long lowestStamp() {
        return deltas.stream().mapToLong(delta -> delta.dot().stamp()).min().orElse(Long.MAX_VALUE);
    }

    /** Names a logged batch: the first of its dots, which no other has. */
    public record BatchId(int actor, long stamp) {}
}
