package io.starlingdb.node.storage;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The data directory cannot be used; the message says why and what to do. The node must not start on it. */
public final class DataDirectoryException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    DataDirectoryException(String message) {
        this(message, null);
    }

    DataDirectoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
