package io.starlingdb.node.sync;

import java.util.concurrent.TimeUnit;

/**
 * How settled time is paced.
 *
 * @param isOn whether stamps are refused, settled and purged at all
 * @param tickNanos how often the low-water mark is looked after
 * @param lagTicks how many ticks the mark stays behind the clock: more than the longest request
 * @param stateTicks how many ticks pass between two statements of it to the others
 * @param roundNanos how often the owners of a range are asked whether they are in step
 * @param purgePauseNanos between two pages of a purge
 */
public record SettlingPace(
        boolean isOn, long tickNanos, int lagTicks, int stateTicks, long roundNanos, long purgePauseNanos) {
    /** What production uses: marks 20 s behind, stated every 5 s, owners asked every 10 s. */
    public static final SettlingPace DEFAULTS = new SettlingPace(
            true, TimeUnit.SECONDS.toNanos(1), 20, 5, TimeUnit.SECONDS.toNanos(10), TimeUnit.MILLISECONDS.toNanos(5));

    /** The same, switched on or off. */
    public SettlingPace on(boolean on) {
        return new SettlingPace(on, tickNanos, lagTicks, stateTicks, roundNanos, purgePauseNanos);
    }
}
