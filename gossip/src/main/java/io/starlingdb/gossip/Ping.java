package io.starlingdb.gossip;

import io.starlingdb.kernel.NodeId;
import java.util.List;

/**
 * Are you there?
 *
 * @param sequence comes back in the {@link Ack}
 * @param target who is meant: another node at that endpoint acknowledges in its own name
 */
record Ping(NodeId from, long sequence, NodeId target, List<MemberState> news) implements GossipMessage {}
