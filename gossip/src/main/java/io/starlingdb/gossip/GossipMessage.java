package io.starlingdb.gossip;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.wire.Message;
import java.util.List;

/** A message of the gossip protocol. None is a request in the messenger's sense: the protocol has its own numbers and timeouts. */
sealed interface GossipMessage extends Message
        permits Ping, PingReq, Ack, Nack, News, PushPull, JoinRefused, Compare, Part {

    /** The id of its sender. */
    NodeId from();

    /** What it tells about members, besides its own purpose. */
    List<MemberState> news();
}
