package io.starlingdb.antientropy;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What changed in a stretch of keys since a count of it was begun, so that what is counted on a snapshot can be brought up to date: the count of a
 * key named here is as it stands here, that of all others as on the snapshot.
 */
final class Journal {
    private record Now(@Nullable EntrySum sum) {}

    private final byte[] from;
    private final byte @Nullable [] to;
    private final NavigableMap<byte[], Now> changes = new TreeMap<>(Arrays::compareUnsigned);

    /** @param to itself outside; null for no end */
    Journal(byte[] from, byte @Nullable [] to) {
        this.from = from;
        this.to = to;
    }

    boolean covers(byte[] key) {
        return Arrays.compareUnsigned(key, from) >= 0 && (to == null || Arrays.compareUnsigned(key, to) < 0);
    }

    byte[] from() {
        return from;
    }

    byte @Nullable [] to() {
        return to;
    }

    void note(byte[] key, @Nullable EntrySum now) {
        changes.put(key, new Now(now));
    }

    /** What was counted, brought up to date, as far as it lies below {@code end}. */
    NavigableMap<byte[], EntrySum> upToDate(NavigableMap<byte[], EntrySum> counted, byte @Nullable [] end) {
        NavigableMap<byte[], EntrySum> present = new TreeMap<>(counted);
        changes.forEach((key, now) -> {
            if (end != null && Arrays.compareUnsigned(key, end) >= 0) {
                return;
            }
            EntrySum sum = now.sum();
            if (sum == null) {
                present.remove(key);
            } else {
                present.put(key, sum);
            }
        });
        return present;
    }
}
