package io.starlingdb.node.net;

import io.starlingdb.kernel.Endpoint;

/** Hears how peers can be reached. Called on the loop, never from inside {@code send}; must not block. */
@FunctionalInterface
public interface PeerListener {

    /** A connection to the peer was refused or broke, or a frame to it was dropped because of that: what was sent and not answered is lost. */
    void unreachable(Endpoint peer);
}
