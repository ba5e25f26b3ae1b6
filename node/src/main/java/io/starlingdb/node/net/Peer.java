package io.starlingdb.node.net;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this node knows of how to reach one other: a connection for each lane, one backoff for all. Loop only. */
final class Peer {
    private final Endpoint endpoint;
    private final Backoff backoff;
    private final Map<Lane, LaneConnection> lanes = new EnumMap<>(Lane.class);
    private @Nullable String complaint;

    Peer(Endpoint endpoint, Outbound outbound) {
        this.endpoint = endpoint;
        this.backoff = new Backoff(
                outbound.options().backoffNanos(), outbound.options().backoffNanosMax());
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new LaneConnection(this, lane, outbound));
        }
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Backoff backoff() {
        return backoff;
    }

    LaneConnection lane(Lane lane) {
        LaneConnection connection = lanes.get(lane);
        if (connection == null) {
            throw new IllegalStateException("no connection for " + lane);
        }
        return connection;
    }

    Collection<LaneConnection> connections() {
        return lanes.values();
    }

    boolean isClosed() {
        return lanes.values().stream().allMatch(LaneConnection::isClosed);
    }

    /** Remembers why the peer was not reached, null once it was; true if that is news worth a line in the log. */
    boolean isNews(@Nullable String reason) {
        boolean news = !java.util.Objects.equals(complaint, reason);
        complaint = reason;
        return news;
    }
}
