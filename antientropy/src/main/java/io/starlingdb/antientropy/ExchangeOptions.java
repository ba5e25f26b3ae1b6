package io.starlingdb.antientropy;

import java.util.concurrent.TimeUnit;

/**
 * How an exchange bounds itself.
 *
 * @param patienceNanos how long what differs may still be on its way. Longer spares more needless comparisons of rows under load, and makes the
 *     mending of what is really missing that much later
 * @param partsMax how many sums one request holds, about: 10 to 20 bytes each
 * @param unitsMax how many differing leaves one exchange mends; what is more waits for the next
 * @param entriesMax how many entries' hashes one request holds, about: 4 bytes each
 */
public record ExchangeOptions(long patienceNanos, int partsMax, int unitsMax, int entriesMax) {
    /** What production uses. */
    public static final ExchangeOptions DEFAULTS =
            new ExchangeOptions(TimeUnit.SECONDS.toNanos(1), 2_000, 70_000, 2_000);
}
