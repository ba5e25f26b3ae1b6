package io.starlingdb.gossip;

import io.starlingdb.kernel.NodeId;
import java.util.List;

/**
 * The part of the sender's view in which two views differ.
 *
 * @param reply whether this is the answer; otherwise one is asked for
 * @param buckets which buckets differ, as bits ({@link ViewSums})
 * @param news every member that the sender knows in these buckets
 */
record Part(NodeId from, long sequence, boolean reply, int buckets, List<MemberState> news) implements GossipMessage {}
