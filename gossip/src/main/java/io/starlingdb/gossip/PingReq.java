package io.starlingdb.gossip;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import java.util.List;

/**
 * I get no answer: please ping that node for me.
 *
 * @param sequence comes back in an {@link Ack} or a {@link Nack}
 */
record PingReq(NodeId from, long sequence, NodeId target, Endpoint endpoint, List<MemberState> news)
        implements GossipMessage {}
