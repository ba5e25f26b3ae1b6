package io.starlingdb.node.coordinator;

import io.starlingdb.kernel.TimeSource;

/**
 * What the requests of one coordinator share.
 *
 * @param on what the coordinator stands on
 * @param link to the replicas
 * @param timers for hedges and deadlines
 * @param health of the other nodes
 * @param rules what the guarantees rest on
 */
record Surroundings(
        CoordinatorFoundation on, ReplicaLink link, TimerWheel timers, PeerHealth health, CoordinatorRules rules) {
    TimeSource time() {
        return on.time();
    }

    RequestListener listener() {
        return on.listener();
    }
}
