package io.starlingdb.node.coordinator;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.replica.DoneHandler;

/**
 * Keeps writes for replicas that were away. Called on the loop, never blocks; from the moment of the call on the keeper answers for the delta's
 * stamp, so the caller may forget it.
 */
public interface HintKeeper {
    /** Keeps nothing: replicas that were away get what they missed by exchanges, and a hint that is to count is refused. */
    HintKeeper NONE = new HintKeeper() {
        @Override
        public void missed(NodeId target, Delta delta) {}

        @Override
        public void keep(NodeId target, Delta delta, DoneHandler<Boolean> handler) {
            handler.failed(new StarlingException(ErrorCode.REPLICA_FAILURE, "This node keeps no hints"));
        }
    };

    /** A replica has not acknowledged a write by its end. If there is no room for a hint, an exchange will bring it. */
    void missed(NodeId target, Delta delta);

    /**
     * Keeps a hint that counts as an answer: the handler hears, on the loop, when it is as durable as a write, or that it is not kept.
     *
     * @param target the replica in whose stead this node holds the write
     */
    void keep(NodeId target, Delta delta, DoneHandler<Boolean> handler);
}
