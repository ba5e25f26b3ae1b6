package io.starlingdb.node.record;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.paxos.Ballot;

/** This process life's ballots: each above those before it and above every one that this node has seen. */
final class Ballots {
    private final NodeId self;
    private final long life;
    private long round;

    Ballots(NodeId self, long life) {
        this.self = self;
        this.life = life;
    }

    Ballot next() {
        return new Ballot(++round, self, life);
    }

    /** Another's ballot was met: the next one is above it. */
    void met(Ballot other) {
        round = Math.max(round, other.round());
    }
}
