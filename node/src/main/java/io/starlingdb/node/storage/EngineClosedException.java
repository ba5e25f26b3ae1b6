package io.starlingdb.node.storage;

import java.io.Serial;

/** The engine, or the shards above it, are closed. Nothing was done. */
public final class EngineClosedException extends StorageException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What is closed. */
    public EngineClosedException(String what) {
        super(what + " is closed", null);
    }
}
