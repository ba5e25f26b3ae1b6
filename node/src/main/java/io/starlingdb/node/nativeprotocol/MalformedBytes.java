package io.starlingdb.node.nativeprotocol;

import java.io.Serial;

/** What a client sent is no message of the protocol. Carries no stack trace: it is an answer, not a fault. */
final class MalformedBytes extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    MalformedBytes(String message) {
        super(message, null, false, false);
    }
}
