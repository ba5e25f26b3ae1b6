package io.starlingdb.wire;

import io.starlingdb.kernel.Endpoint;
import java.util.HashMap;
import java.util.Map;

/** Which wire versions each peer speaks, learned from the header of its latest frame. */
final class PeerVersions {

    /** Endpoints beyond this many are not remembered, so that made-up senders cannot fill the memory. */
    static final int PEERS_MAX = 4096;

    private final WireVersions own;
    private final Map<Endpoint, WireVersions> learned = new HashMap<>();

    PeerVersions(WireVersions own) {
        this.own = own;
    }

    void learn(Endpoint peer, WireVersions spoken) {
        WireVersions before = learned.get(peer);
        if (!spoken.equals(before) && (before != null || learned.size() < PEERS_MAX)) {
            learned.put(peer, spoken);
        }
    }

    /**
     * The version to write to the peer in, 0 if there is none in common. An unknown peer gets the oldest: the most likely to be understood,
     * and if it is not the peer answers with what it speaks.
     */
    int versionFor(Endpoint peer) {
        WireVersions spoken = learned.get(peer);
        return spoken == null ? own.oldest() : own.common(spoken);
    }
}
