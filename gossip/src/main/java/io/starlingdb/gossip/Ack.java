package io.starlingdb.gossip;

import io.starlingdb.kernel.NodeId;
import java.util.List;

/**
 * Somebody is there.
 *
 * @param sequence of the {@link Ping} or {@link PingReq}
 * @param present who is: the sender, or the one that it pinged for another
 */
record Ack(NodeId from, long sequence, NodeId present, List<MemberState> news) implements GossipMessage {}
