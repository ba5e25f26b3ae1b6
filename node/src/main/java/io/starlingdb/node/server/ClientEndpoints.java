package io.starlingdb.node.server;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.admin.NodeFacts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where drivers reach the other nodes. A node states its CQL address once its port is open, anew after each start; what it stated last is
 * remembered, so that a node that starts again does not seem to have left. Loop only.
 */
final class ClientEndpoints {
    private static final int DEFAULT_PORT = 9042;

    private final Membership membership;
    private final AddressBook addresses;
    private final Map<NodeId, Endpoint> known = new HashMap<>();

    ClientEndpoints(Membership membership, AddressBook addresses) {
        this.membership = membership;
        this.addresses = addresses;
    }

    /** The node's address for drivers; null if it never stated one, or a name server has not answered yet. */
    @Nullable
    InetSocketAddress of(NodeId id) {
        Endpoint stated = stated(membership.member(id));
        if (stated != null) {
            known.put(id, stated);
        }
        Endpoint endpoint = known.get(id);
        return endpoint == null ? null : at(endpoint);
    }

    /** The endpoint's address; null if a name server has not answered yet. */
    @Nullable
    InetSocketAddress at(Endpoint endpoint) {
        InetAddress address = addresses.find(endpoint.host());
        return address == null ? null : new InetSocketAddress(address, endpoint.port());
    }

    /** Whether the node takes drivers' requests now, as far as is known here. */
    boolean isUp(NodeId id) {
        Member member = membership.member(id);
        return member != null
                && member.liveness() != Liveness.DEAD
                && stated(member) != null
                && !Boolean.parseBoolean(member.fact(NodeFacts.DRAINING));
    }

    /** Whether the node has said that it is about to stop. */
    boolean leaves(NodeId id) {
        Member member = membership.member(id);
        return member != null && Boolean.parseBoolean(member.fact(NodeFacts.DRAINING));
    }

    private static @Nullable Endpoint stated(@Nullable Member member) {
        String stated = member == null ? null : member.fact(NodeFacts.CQL);
        try {
            return stated == null ? null : Endpoint.parse(stated, DEFAULT_PORT);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
