package io.starlingdb.node.handoff;

import io.starlingdb.hints.DeliveryPace;
import io.starlingdb.hints.HintLimits;
import java.util.concurrent.TimeUnit;

/**
 * How a node keeps hints.
 *
 * @param limits how much, and for how long
 * @param pace how fast they are delivered
 * @param syncsCounted whether a hint that counts as an answer is synced first, as writes are
 */
public record HandoffSettings(HintLimits limits, DeliveryPace pace, boolean syncsCounted) {
    /** 500,000 hints and 256 MiB in all, 400,000 and 192 MiB for one target, three hours; nothing is synced. */
    public static final HandoffSettings DEFAULTS = new HandoffSettings(
            new HintLimits(500_000, 256L << 20, 400_000, 192L << 20, TimeUnit.HOURS.toMillis(3)),
            DeliveryPace.DEFAULTS,
            false);
}
