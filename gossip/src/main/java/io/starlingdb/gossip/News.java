package io.starlingdb.gossip;

import io.starlingdb.kernel.NodeId;
import java.util.List;

/** Nothing but news: sent while probes alone would spread them too slowly. */
record News(NodeId from, List<MemberState> news) implements GossipMessage {}
