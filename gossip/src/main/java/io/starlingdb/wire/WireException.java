package io.starlingdb.wire;

/** The bytes are not what they should be: cut short, out of bounds, or not of this format. Carries no stack trace, as peers can provoke it. */
public final class WireException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WireException(String message) {
        super(message, null, false, false);
    }
}
