package io.starlingdb.node.replica;

import java.io.Serial;

/** The work is about a range that this node does not hold, by the record that it knows. */
final class MisplacedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    MisplacedException() {
        super("this node does not hold the range", null, false, false);
    }
}
