package io.starlingdb.sim;

import io.starlingdb.kernel.Endpoint;

/** Takes the frames that reach a node: its messenger. */
@FunctionalInterface
public interface FrameReceiver {

    void receive(Endpoint from, byte[] frame);
}
