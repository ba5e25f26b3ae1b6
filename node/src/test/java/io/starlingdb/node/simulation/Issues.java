package io.starlingdb.node.simulation;

import io.starlingdb.node.data.Delta;
import io.starlingdb.node.replica.ReplicaListener;
import io.starlingdb.node.version.CausalContext;
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

    /**
     * The timestamp of what was acknowledged with this context; 0 if no node issued it. A write that was forwarded again may have been issued
     * twice, the first time with a greater timestamp: what a client may count on is what it was acknowledged by ({@link Register} says why
     * that is enough).
     */
    long timestamp(long requestId, CausalContext acknowledged) {
        long greatest = 0;
        for (Delta delta : byRequest.getOrDefault(requestId, List.of())) {
            if (acknowledged.hasSeen(delta.dot())) {
                greatest = Math.max(greatest, delta.timestamp());
            }
        }
        return greatest;
    }

    /** Whether a write was issued with this timestamp. */
    boolean has(long requestId, long timestamp) {
        return byRequest.getOrDefault(requestId, List.of()).stream().anyMatch(delta -> delta.timestamp() == timestamp);
    }

    /** Whether a write was issued more than once, and this is not the least of its timestamps. */
    boolean isRaised(long requestId, long timestamp) {
        return byRequest.getOrDefault(requestId, List.of()).stream().anyMatch(delta -> delta.timestamp() < timestamp);
    }

    /** The greatest timestamp with which a write may compete; 0 while no node has issued it. */
    long timestamp(long requestId) {
        long greatest = 0;
        for (Delta delta : byRequest.getOrDefault(requestId, List.of())) {
            greatest = Math.max(greatest, delta.timestamp());
        }
        return greatest;
    }
}
