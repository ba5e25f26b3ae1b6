package io.starlingdb.gossip;

import io.starlingdb.kernel.NodeId;
import java.util.List;

/**
 * Asks whether the receiver's view is the sender's. If not, the receiver answers with a {@link Part}.
 *
 * @param news the sender itself, so that a claim to somebody's id or endpoint is found out at first hand
 */
record Compare(NodeId from, long sequence, ViewSums sums, List<MemberState> news) implements GossipMessage {}
