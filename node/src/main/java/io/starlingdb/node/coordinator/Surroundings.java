package io.starlingdb.node.coordinator;

import io.starlingdb.kernel.TimeSource;

/** What the requests of one coordinator share. The loop owns it. */
final class Surroundings {
    private final CoordinatorFoundation on;
    private final ReplicaLink link;
    private final TimerWheel timers;
    private final PeerHealth health;
    private final CoordinatorRules rules;
    private long lastForward;

    /**
     * @param on what the coordinator stands on
     * @param link to the replicas
     * @param timers for hedges and deadlines
     * @param health of the other nodes
     * @param rules what the guarantees rest on
     */
    Surroundings(
            CoordinatorFoundation on, ReplicaLink link, TimerWheel timers, PeerHealth health, CoordinatorRules rules) {
        this.on = on;
        this.link = link;
        this.timers = timers;
        this.health = health;
        this.rules = rules;
    }

    CoordinatorFoundation on() {
        return on;
    }

    ReplicaLink link() {
        return link;
    }

    TimerWheel timers() {
        return timers;
    }

    PeerHealth health() {
        return health;
    }

    CoordinatorRules rules() {
        return rules;
    }

    TimeSource time() {
        return on.time();
    }

    RequestListener listener() {
        return on.listener();
    }

    /** A number that this node gives to no other write it forwards, in this life or another: its clock never goes back. */
    long nextForward() {
        lastForward = Math.max(lastForward + 1, on.clock().last());
        return lastForward;
    }
}
