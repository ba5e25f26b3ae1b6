package io.starlingdb.node.net;

import io.starlingdb.kernel.Lane;
import java.util.EnumMap;
import java.util.Map;

/** Counters of one transport: plain fields, as only the loop touches them. */
final class Traffic {
    /** Counters of one lane. */
    static final class OfLane {
        long framesSent;
        long bytesSent;
        long framesReceived;
        long bytesReceived;
        long writes;
        long framesDropped;

        TrafficStatistics statistics(long framesQueued) {
            return new TrafficStatistics(
                    framesSent, bytesSent, framesReceived, bytesReceived, writes, framesDropped, framesQueued);
        }
    }

    private final Map<Lane, OfLane> lanes = new EnumMap<>(Lane.class);
    int inbound;
    long dialsFailed;
    long connectionsLost;
    long strangers;

    Traffic() {
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new OfLane());
        }
    }

    OfLane of(Lane lane) {
        OfLane counters = lanes.get(lane);
        if (counters == null) {
            throw new IllegalStateException("no counters for " + lane);
        }
        return counters;
    }
}
