package io.starlingdb.node.sync;

import io.starlingdb.antientropy.ExchangeOptions;
import java.util.concurrent.TimeUnit;

/**
 * How anti-entropy is paced. Nothing here has to be set for safety.
 *
 * @param intervalNanos within which every range is exchanged with every co-replica. Shorter finds losses sooner; in step, an exchange costs about
 *     300 bytes
 * @param concurrent how many exchanges run at once
 * @param countPauseNanos between two pages while sums are counted anew: longer takes longer and leaves more to clients
 * @param exchange how one exchange bounds itself
 * @param settling how settled time is paced
 */
public record SyncSettings(
        long intervalNanos, int concurrent, long countPauseNanos, ExchangeOptions exchange, SettlingPace settling) {
    /** What production uses: two minutes. */
    public static final SyncSettings DEFAULTS = new SyncSettings(
            TimeUnit.MINUTES.toNanos(2),
            4,
            TimeUnit.MILLISECONDS.toNanos(2),
            ExchangeOptions.DEFAULTS,
            SettlingPace.DEFAULTS);

    public SyncSettings withInterval(long nanos) {
        return new SyncSettings(nanos, concurrent, countPauseNanos, exchange, settling);
    }

    public SyncSettings withSettling(SettlingPace pace) {
        return new SyncSettings(intervalNanos, concurrent, countPauseNanos, exchange, pace);
    }
}
