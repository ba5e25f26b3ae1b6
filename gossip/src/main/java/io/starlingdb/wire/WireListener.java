package io.starlingdb.wire;

import io.starlingdb.kernel.Endpoint;

/** Hears what a {@link Messenger} dropped and which handlers failed; for counters and logs. Called on the loop; must not block or throw. */
public interface WireListener {

    /** A frame was dropped. */
    void refused(Endpoint from, Refusal why);

    /** A handler of a message, a reply or a failure threw: a programmer's error. The messenger goes on with the next frame; a simulation should stop instead. */
    void handlerFailed(Endpoint peer, RuntimeException failure);
}
