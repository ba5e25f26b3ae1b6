package io.starlingdb.node;

import io.starlingdb.hints.HintRules;
import io.starlingdb.node.coordinator.CoordinatorRules;
import io.starlingdb.node.replica.ReplicaRules;
import io.starlingdb.node.streaming.StreamRules;
import io.starlingdb.node.sync.SyncRules;

/** Builds nodes that run on other rules than the sound ones, for simulations that are to notice. */
public final class PlantedNode {
    private PlantedNode() {}

    public static NodeCore build(
            NodeSeams seams,
            NodeSettings settings,
            NodeHome home,
            NodeListener listener,
            ReplicaRules replica,
            CoordinatorRules coordinator,
            HintRules hints,
            SyncRules sync,
            StreamRules streams) {
        return new NodeCore(seams, settings, home, listener, new NodeRules(replica, coordinator, hints, sync, streams));
    }
}
