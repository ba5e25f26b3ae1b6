package io.starlingdb.node.server;

import io.starlingdb.node.NodeCore;
import io.starlingdb.node.admin.LocalNode;
import io.starlingdb.node.admin.NodeState;
import io.starlingdb.node.storage.Shards;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The node as its own admin resources see it. Loop only. */
record ServedNode(NodeCore core, Shards shards) implements LocalNode {
    @Override
    public NodeState state() {
        if (core.isDraining()) {
            return NodeState.DRAINING;
        }
        if (!core.isServing()) {
            return NodeState.WAITING;
        }
        return core.isRecovering() ? NodeState.RECOVERING : NodeState.SERVING;
    }

    @Override
    public CompletableFuture<@Nullable Void> drain() {
        return core.drain();
    }

    @Override
    public CompletableFuture<@Nullable Void> flush() {
        return shards.sync();
    }
}
