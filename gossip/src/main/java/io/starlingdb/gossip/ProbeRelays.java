package io.starlingdb.gossip;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pings that this node sends for others: the answer goes back to who asked, or a {@link Nack} a little before that one gives up. */
final class ProbeRelays {

    /** Further requests are not served: whoever asks has others to ask. */
    private static final int MAX = 256;

    private final GossipOptions.Probing options;
    private final Courier courier;
    private final Map<Long, Relay> inFlight = new LinkedHashMap<>();

    ProbeRelays(GossipOptions.Probing options, Courier courier) {
        this.options = options;
        this.courier = courier;
    }

    void onPingReq(Endpoint asker, PingReq request, long now) {
        if (inFlight.size() < MAX) {
            long nackNanos = now + options.timeoutNanos() * 4 / 5;
            Relay relay = new Relay(courier.nextSequence(), asker, request.sequence(), request.target(), nackNanos);
            inFlight.put(relay.sequence, relay);
            courier.ping(request.endpoint(), request.target(), relay.sequence);
        }
    }

    void onAck(long sequence, NodeId present) {
        Relay relay = inFlight.get(sequence);
        if (relay != null && present.equals(relay.target)) {
            inFlight.remove(sequence);
            courier.ack(relay.asker, relay.askedSequence, present);
        }
    }

    void tick(long now) {
        for (Relay relay : List.copyOf(inFlight.values())) {
            if (relay.deadlineNanos > now) {
                continue;
            }
            if (relay.nacked) {
                inFlight.remove(relay.sequence);
            } else {
                relay.nacked = true;
                relay.deadlineNanos = now + options.timeoutNanos();
                courier.nack(relay.asker, relay.askedSequence);
            }
        }
    }

    long nextTickNanos() {
        long next = Long.MAX_VALUE;
        for (Relay relay : inFlight.values()) {
            next = Math.min(next, relay.deadlineNanos);
        }
        return next;
    }

    private static final class Relay {
        private final long sequence;
        private final Endpoint asker;
        private final long askedSequence;
        private final NodeId target;
        private long deadlineNanos;
        private boolean nacked;

        Relay(long sequence, Endpoint asker, long askedSequence, NodeId target, long deadlineNanos) {
            this.sequence = sequence;
            this.asker = asker;
            this.askedSequence = askedSequence;
            this.target = target;
            this.deadlineNanos = deadlineNanos;
        }
    }
}
