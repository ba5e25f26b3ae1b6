package io.starlingdb.node.storage;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The engine failed: a disk error, a full disk, or a fault of its own. What was asked was not done. */
public sealed class StorageException extends RuntimeException permits CorruptionException, EngineClosedException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** A failure that the engine reported. */
    public StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
