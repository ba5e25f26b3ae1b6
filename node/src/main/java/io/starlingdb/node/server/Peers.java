package io.starlingdb.node.server;

import io.starlingdb.gossip.Conflict;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.MembershipListener;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.node.NodeCore;
import io.starlingdb.node.net.PeerListener;
import io.starlingdb.node.net.VertxTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the transport and the membership help each other: a connection that breaks fails the requests over it and asks for an early probe;
 * a member thought dead loses its connections, one that is alive gets them back at once. Loop only.
 */
final class Peers implements PeerListener, MembershipListener {
    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

    private @Nullable NodeCore core;
    private @Nullable VertxTransport transport;

    void connect(NodeCore built, VertxTransport between) {
        core = built;
        transport = between;
        built.membership().listen(this);
    }

    @Override
    public void unreachable(Endpoint peer) {
        NodeCore built = core;
        if (built != null) {
            built.messenger().unreachable(peer);
            built.membership().probeSoon(peer);
        }
    }

    @Override
    public void livenessChanged(Member member, Liveness before) {
        LOG.info("Node {} ({}) is {}", member.endpoint(), member.id(), member.liveness());
        VertxTransport between = transport;
        if (between != null && member.liveness() == Liveness.DEAD) {
            between.dead(member.endpoint());
        } else if (between != null && member.liveness() == Liveness.ALIVE) {
            between.reachable(member.endpoint());
        }
    }

    @Override
    public void restarted(Member member) {
        LOG.info("Node {} ({}) was started again", member.endpoint(), member.id());
        VertxTransport between = transport;
        if (between != null) {
            between.reachable(member.endpoint());
        }
    }

    @Override
    public void conflict(Conflict conflict) {
        switch (conflict.kind()) {
            case DUPLICATE_ID ->
                LOG.error(
                        "Two nodes claim to be one: the process at {} has the id {} of the node at {}, which lives, and is"
                                + " not listened to. Its data_dir is a copy: stop it, and empty its data_dir if it is to"
                                + " join as a new node",
                        conflict.claimed(),
                        conflict.claimant(),
                        conflict.held());
            case DUPLICATE_ENDPOINT ->
                LOG.error(
                        "Two nodes claim to be one: node {} says to be reached at {}, where node {} lives, and is not"
                                + " listened to. Give one of them another advertise_address or internode_port; if the"
                                + " first is the second with an emptied data_dir, wait until that is held dead",
                        conflict.claimant(),
                        conflict.claimed(),
                        conflict.holder());
        }
    }
}
