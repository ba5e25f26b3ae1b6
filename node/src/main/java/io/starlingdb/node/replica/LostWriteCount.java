package io.starlingdb.node.replica;

import io.starlingdb.node.data.JoinObserver;
import io.starlingdb.node.version.Dot;

/** Tells the listener of lost writes of this node in one table. */
record LostWriteCount(int actor, int tableId, ReplicaListener listener) implements JoinObserver {
    @Override
    public void lostWrite(Dot loser, Dot winner) {
        listener.lostWrite(tableId);
    }
}
