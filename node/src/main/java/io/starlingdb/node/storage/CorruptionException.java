package io.starlingdb.node.storage;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * What is stored is not what was written: a checksum does not match or a row does not decode. The data is refused, never
 * returned; it is to be repaired from the other replicas.
 */
public final class CorruptionException extends StorageException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Corruption found where the message says. */
    public CorruptionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
