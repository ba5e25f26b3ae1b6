package io.starlingdb.node.snapshot;

/** A snapshot that cannot be made, read or used; the message is for operators. */
public final class SnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SnapshotException(String message) {
        super(message);
    }

    public SnapshotException(String message, Throwable cause) {
        super(message, cause);
    }
}
