package io.starlingdb.node.http;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.admin.NodeAdmin;
import io.starlingdb.node.admin.NodeState;
import io.vertx.ext.web.RoutingContext;

/** Lets requests for data through only while the node takes clients; operators' requests do not pass here. Loop only. */
final class ClientGate {
    private final NodeAdmin node;

    ClientGate(NodeAdmin node) {
        this.node = node;
    }

    /** Fails with BOOTSTRAPPING while it is closed. */
    void pass(RoutingContext context) {
        NodeState state = node.state();
        if (state.acceptsClients()) {
            return;
        }
        if (state == NodeState.DRAINING) {
            throw new StarlingException(
                    ErrorCode.BOOTSTRAPPING, "This node is about to stop and takes no more requests; use another one");
        }
        throw new StarlingException(
                ErrorCode.BOOTSTRAPPING,
                "This node belongs to no cluster yet: it waits to be founded into one, or to find the one its seeds know");
    }
}
