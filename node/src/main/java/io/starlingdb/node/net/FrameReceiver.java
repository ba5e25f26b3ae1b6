package io.starlingdb.node.net;

import io.starlingdb.kernel.Endpoint;

/** Takes frames that came in, in practice {@link io.starlingdb.wire.Messenger#receive}. Called on the loop; must not block or throw. */
@FunctionalInterface
public interface FrameReceiver {

    /**
     * @param from the endpoint that the sender announced
     * @param buffer holds the frame, lent for this call only
     */
    void receive(Endpoint from, byte[] buffer, int offset, int length);
}
