package io.starlingdb.gossip;

import io.starlingdb.kernel.NodeId;
import java.util.List;

/**
 * I pinged for you and got no answer either, yet: so the way between us two is good (Lifeguard, 2018, IV.A).
 *
 * @param sequence of the {@link PingReq}
 */
record Nack(NodeId from, long sequence) implements GossipMessage {

    @Override
    public List<MemberState> news() {
        return List.of();
    }
}
