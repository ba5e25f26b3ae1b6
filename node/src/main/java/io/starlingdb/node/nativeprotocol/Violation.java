package io.starlingdb.node.nativeprotocol;

import java.io.Serial;

/**
 * What a client sent breaks the protocol so that nothing after it can be understood: it is answered with a protocol error, and the
 * connection is closed. Carries no stack trace: it is an answer, not a fault.
 */
final class Violation extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int version;
    private final int stream;

    /**
     * @param version of the protocol to answer in
     * @param stream that the answer belongs to
     */
    Violation(String message, int version, int stream) {
        super(message, null, false, false);
        this.version = version;
        this.stream = stream;
    }

    int version() {
        return version;
    }

    int stream() {
        return stream;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
