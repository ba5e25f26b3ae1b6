package io.starlingdb.node.sync;

import org.jspecify.annotations.Nullable;

/**
 * How the two stand when an exchange begins, and what follows from its end.
 *
 * @param settled at which settled time they compare, in µs
 * @param fence what is pushed to the other must name this
 * @param yields whether this node may hold what the other has purged
 * @param completes whether this node holds what is settled when everything was compared
 * @param exchange what is to be remembered when everything was compared; null if nothing is settled by it
 */
record ExchangeTerms(
        long settled, long fence, boolean yields, boolean completes, SettleTold.@Nullable InStep exchange) {
    /** While nothing is settled at all. */
    static final ExchangeTerms NONE = new ExchangeTerms(0, 0, false, false, null);

    EntryMend.Terms forEntries() {
        return new EntryMend.Terms(settled, fence, yields);
    }
}
