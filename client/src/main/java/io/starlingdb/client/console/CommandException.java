package io.starlingdb.client.console;

import java.io.Serial;

/** A console command that cannot be carried out; the message says why and what would be right. */
final class CommandException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message, null, false, false);
    }
}
