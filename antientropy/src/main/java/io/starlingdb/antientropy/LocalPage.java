package io.starlingdb.antientropy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries read of a stretch of keys.
 *
 * @param start the first possible key
 * @param end the stretch's end, itself outside
 * @param entries ascending
 * @param next where to read on if there are more than were asked for; null if that is all
 */
public record LocalPage(byte[] start, byte[] end, List<LocalEntry> entries, byte @Nullable [] next) {
    /** Where what was read ends. */
    public byte[] readTo() {
        return next == null ? end : next;
    }
}
