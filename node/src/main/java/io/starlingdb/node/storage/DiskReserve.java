package io.starlingdb.node.storage;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Decides whether there is room to write: refuses below the reserve, and takes writes again at a tenth above it, so that it
 * does not flutter. {@link #check} is for one thread; the rest for all.
 */
final class DiskReserve {

    private final LongSupplier usableBytes;
    private final long reserveBytes;
    private final StorageListener listener;

    private volatile boolean readOnly;

    /**
     * Looks at the disk only when checked.
     *
     * @param usableBytes what the disk has left; may throw {@link UncheckedIOException}
     */
    DiskReserve(LongSupplier usableBytes, long reserveBytes, StorageListener listener) {
        this.usableBytes = usableBytes;
        this.reserveBytes = reserveBytes;
        this.listener = listener;
    }

    /** Looks at the disk again. A disk that does not tell changes nothing: its writes will say what is wrong with it. */
    void check() {
        long usable;
        try {
            usable = usableBytes.getAsLong();
        } catch (UncheckedIOException e) {
            return;
        }
        long needed = readOnly ? reserveBytes + reserveBytes / 10 : reserveBytes;
        boolean full = usable < needed;
        if (full != readOnly) {
            readOnly = full;
            listener.readOnly(full, usable);
        }
    }

    boolean isReadOnly() {
        return readOnly;
    }

    /** Throws {@code READ_ONLY} while there is no room. */
    void requireRoom() {
        if (readOnly) {
            throw new StarlingException(
                    ErrorCode.READ_ONLY,
                    "The disk of this node is nearly full: it serves reads and refuses writes until there is more room",
                    Map.of("reserve_bytes", reserveBytes));
        }
    }
}
