package io.starlingdb.gossip;

import io.starlingdb.kernel.NodeId;
import java.util.List;

/**
 * The full state of the sender's view.
 *
 * @param sequence names the exchange to the one that began it
 * @param reply whether this is the answer; otherwise one is asked for
 * @param news every member that the sender knows, itself first
 */
record PushPull(NodeId from, long sequence, boolean reply, List<MemberState> news) implements GossipMessage {}
