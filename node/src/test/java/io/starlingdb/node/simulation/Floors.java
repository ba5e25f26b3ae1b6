package io.starlingdb.node.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * What reads of one cell must at least return: stamps that were known to be on so many replicas from some moment on. A read of R replicas
 * must meet every stamp that W of N held before it began, where R + W exceeds N.
 */
final class Floors {
    static final int REPLICAS = 3;

    private record Floor(long sinceNanos, long stamp) {}

    /** By number of replicas; each list rises in both time and stamp. */
    private final List<List<Floor>> byReplicas = new ArrayList<>();

    Floors() {
        for (int i = 0; i <= REPLICAS; i++) {
            byReplicas.add(new ArrayList<>());
        }
    }

    /** From {@code nowNanos}, which never goes back, so many replicas hold the stamp or something newer. */
    void raise(int replicas, long stamp, long nowNanos) {
        List<Floor> floors = byReplicas.get(replicas);
        if (floors.isEmpty() || floors.get(floors.size() - 1).stamp() < stamp) {
            floors.add(new Floor(nowNanos, stamp));
        }
    }

    /**
     * The stamp that a read of so many replicas, begun then, must meet; 0 for none. One replica alone may lose its disk, so what only one
     * was known to hold does not count.
     */
    long at(int replicasRead, long beganNanos) {
        long needed = 0;
        for (int holders = Math.max(2, REPLICAS - replicasRead + 1); holders <= REPLICAS; holders++) {
            List<Floor> floors = byReplicas.get(holders);
            int i = floors.size() - 1;
            while (i >= 0 && floors.get(i).sinceNanos() > beganNanos) {
                i--;
            }
            needed = i < 0 ? needed : Math.max(needed, floors.get(i).stamp());
        }
        return needed;
    }
}
