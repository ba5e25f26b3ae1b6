package io.starlingdb.node;

import io.starlingdb.hints.HintRules;
import io.starlingdb.node.coordinator.CoordinatorRules;
import io.starlingdb.node.replica.ReplicaRules;
import io.starlingdb.node.streaming.StreamRules;
import io.starlingdb.node.sync.SyncRules;

/** The rules that a node's guarantees rest on; only the simulation ever puts others in their place. */
record NodeRules(
        ReplicaRules replica, CoordinatorRules coordinator, HintRules hints, SyncRules sync, StreamRules streams) {
    static final NodeRules SOUND = new NodeRules(
            ReplicaRules.SOUND, CoordinatorRules.SOUND, HintRules.SOUND, SyncRules.SOUND, StreamRules.SOUND);
}
