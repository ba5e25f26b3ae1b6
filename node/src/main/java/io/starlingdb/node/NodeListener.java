package io.starlingdb.node;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.coordinator.RequestListener;
import io.starlingdb.node.record.RecordListener;
import io.starlingdb.node.replica.ReplicaListener;
import io.starlingdb.node.sync.SyncListener;
import io.starlingdb.wire.WireListener;
import org.jspecify.annotations.Nullable;

/**
 * Who hears what happens in a node.
 *
 * @param requests how client requests end
 * @param replica what its replica does
 * @param record what goes wrong about the cluster record
 * @param wire which frames are refused and which handlers fail; null: a handler that fails stops the loop's turn
 * @param sync what anti-entropy does
 * @param life what must be done about the node itself
 */
public record NodeListener(
        RequestListener requests,
        ReplicaListener replica,
        RecordListener record,
        @Nullable WireListener wire,
        SyncListener sync,
        Life life) {
    /** What must be done about the node itself. Called on the loop. */
    public interface Life {
        /**
         * The node's directory was emptied: the cluster knows it as another, who is dead, at the same endpoint. Its owner is to end this core, make
         * the directory that one's again, and build a new core, which is recovering. Called until that is done.
         */
        void mustResume(NodeId former);

        /**
         * The node's directory turned out to be an older copy, and has been marked as such. Its owner is to end this core and shards, and build
         * new ones, which are recovering. Called once.
         */
        void mustRestart();
        /** The node wants to join the cluster that it knows, and may not yet; it tries again. */
        default void joinRefused(String why) {}

        /** The node cannot go on, and should say why and stop. */
        void failed(RuntimeException why);
    }
}
