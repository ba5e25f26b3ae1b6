package io.starlingdb.node.coordinator;

import java.util.function.LongSupplier;

/**
 * Who keeps writes that cannot be finished at once.
 *
 * @param hints for replicas that are away
 * @param batches logged ones
 * @param promised the low-water mark that this node has promised, in µs: it takes no delta over from others at or below it
 */
public record Keepers(HintKeeper hints, BatchLog batches, LongSupplier promised) {
    /** Nobody. */
    public static final Keepers NONE = new Keepers(HintKeeper.NONE, BatchLog.NONE, () -> 0);
}
