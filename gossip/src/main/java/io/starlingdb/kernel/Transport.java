package io.starlingdb.kernel;

/** Sends frames to other nodes, best effort. */
@FunctionalInterface
public interface Transport {

    /**
     * Sends one frame, or drops it when the peer is unreachable or its queue is full. Never blocks and never throws for an operating
     * reason. Called on the loop; frames sent in one turn of the loop may leave together.
     *
     * @param frame a whole frame without its length prefix; it now belongs to the transport
     */
    void send(Endpoint to, Lane lane, byte[] frame);
}
