package io.starlingdb.node.simulation;

import io.starlingdb.node.data.Delta;
import io.starlingdb.node.replica.ReplicaListener;
import io.starlingdb.node.version.Dot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which dots and timestamps the nodes gave to the clients' writes: more than a client can know, so that writes of unknown outcome, too, are
 * judged exactly. A write that no node has issued yet has none.
 */
final class Issues implements ReplicaListener {
    private final Map<Long, List<Delta>> byRequest = new HashMap<>();

    @Override
    public void issued(long requestId, Delta delta) {
        byRequest.computeIfAbsent(requestId, id -> new ArrayList<>(1)).add(delta);
    }

    /** The dots of a write: more than one if it was forwarded again. */
    List<Dot> dots(long requestId) {
        return byRequest.getOrDefault(requestId, List.of()).stream()
                .map(Delta::dot)
                .toList();
    }

    /** The timestamp with which a write competes; 0 while no node has issued it. Of several the greatest. */
    long timestamp(long requestId) {
        long greatest = 0;
        for (Delta delta : byRequest.getOrDefault(requestId, List.of())) {
            greatest = Math.max(greatest, delta.timestamp());
        }
        return greatest;
    }
}
