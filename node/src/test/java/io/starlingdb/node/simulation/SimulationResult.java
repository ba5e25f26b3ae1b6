package io.starlingdb.node.simulation;

import io.starlingdb.sim.FaultCounts;

/**
 * How one run went.
 *
 * @param hash over all events: the same seed gives the same one
 * @param virtualNanos how long it took in its world
 */
record SimulationResult(
        long seed, long hash, Violations violations, Tally tally, FaultCounts faults, long virtualNanos) {

    boolean isWell() {
        return violations.isEmpty();
    }
}
