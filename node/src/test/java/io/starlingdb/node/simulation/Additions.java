package io.starlingdb.node.simulation;

import java.util.ArrayList;
import java.util.List;

/** Things that are only ever added: when each was asked for, and when and by how many replicas it was acknowledged. */
final class Additions {
    /** One of them. */
    static final class Addition {
        final int item;
        private final long beganNanos;
        private int replicas;
        private long sinceNanos = Long.MAX_VALUE;
        private boolean refused;

        private Addition(int item, long beganNanos) {
            this.item = item;
            this.beganNanos = beganNanos;
        }
    }

    private final List<Addition> all = new ArrayList<>();

    Addition begin(int item, long nowNanos) {
        Addition addition = new Addition(item, nowNanos);
        all.add(addition);
        return addition;
    }

    void ended(Addition addition, Outcome outcome, int replicasAsked, long nowNanos) {
        addition.refused = outcome == Outcome.REFUSED;
        if (outcome == Outcome.DONE) {
            addition.replicas = replicasAsked;
            addition.sinceNanos = nowNanos;
        }
    }

    /** What a read of so many replicas, begun then, must show. */
    List<Integer> owed(int replicasRead, long beganNanos) {
        List<Integer> owed = new ArrayList<>();
        for (Addition addition : all) {
            boolean meets = addition.replicas > 1 && addition.replicas + replicasRead > Floors.REPLICAS;
            if (meets && addition.sinceNanos <= beganNanos) {
                owed.add(addition.item);
            }
        }
        return owed;
    }

    /** What a read that ended then may show. */
    List<Integer> possible(long endedNanos) {
        List<Integer> possible = new ArrayList<>();
        for (Addition addition : all) {
            if (!addition.refused && addition.beganNanos <= endedNanos) {
                possible.add(addition.item);
            }
        }
        return possible;
    }
}
