package io.starlingdb.client.admin;

import java.io.Serial;

/** A command that could not do its work; the message says why and what to do. */
final class CommandFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message, null, false, false);
    }
}
