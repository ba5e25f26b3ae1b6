package io.starlingdb.node.simulation;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.NodeCore;
import io.starlingdb.node.storage.ScheduledShards;
import io.starlingdb.sim.SimNode;

/** A machine of a {@link SimCluster}: what stays over the lives of its process, and the present process. */
final class SimMachine {
    final SimNode node;
    final SimEngine engine;
    final SimHints hints = new SimHints();
    int life;
    /** Whether the last process ended with the machine's power. */
    boolean lostUnsynced;
    /** Whether it lost something that it has not fetched again yet. */
    boolean isTainted;
    /** The id of its node when it lost that. */
    NodeId taintedAs;
    /** Whether it is no member any more, and its process has ended for good. */
    boolean isRetired;
    /** The id of the node that was lost with it. */
    NodeId lostFor;
    /** The id to come back under, where the disk was emptied. */
    NodeId resumed;

    NodeCore core;
    ScheduledShards shards;

    SimMachine(SimNode node, SimEngine engine) {
        this.node = node;
        this.engine = engine;
    }
}
