package io.starlingdb.node.server;

/** The node cannot start. The message is for the person who started it: what is wrong and what to do, without a stack trace. */
final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }
}
