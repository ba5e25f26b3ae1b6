package io.starlingdb.gossip;

import io.starlingdb.kernel.NodeId;
import java.util.List;

/** What you claim is held by a node that is not dead: you are not taken in. */
record JoinRefused(NodeId from, Conflict conflict) implements GossipMessage {

    @Override
    public List<MemberState> news() {
        return List.of();
    }
}
