package io.starlingdb.node.net;

import io.starlingdb.kernel.Cancellable;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.wire.Preamble;
import io.vertx.core.Future;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The internode port: takes connections of this cluster's nodes and turns strangers away, with a line in the log. Loop only. */
final class Inbound {
    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);
    private static final int CONNECTIONS_MAX = 4096;
    private static final int FOREIGNERS_MAX = 256;

    private final NodeLoop loop;
    private final TransportOptions options;
    private final Traffic traffic;
    private final FrameReceiver receiver;
    private final Outbound outbound;
    private final NetServer server;

    /** Nodes of other clusters that were turned away, with their clusters' names, so that each is logged once. */
    private final Map<Endpoint, String> foreigners = new HashMap<>();

    Inbound(NodeLoop loop, TransportOptions options, Traffic traffic, FrameReceiver receiver, Outbound outbound) {
        this.loop = loop;
        this.options = options;
        this.traffic = traffic;
        this.receiver = receiver;
        this.outbound = outbound;
        this.server = loop.vertx()
                .createNetServer(new NetServerOptions()
                        .setHost(options.listenHost())
                        .setPort(options.self().port())
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true)
                        .setReuseAddress(true));
    }

    Future<?> listen() {
        return server.connectHandler(this::accept)
                .exceptionHandler(broken -> LOG.debug("A connection broke before it stood", broken))
                .listen();
    }

    FrameReceiver receiver() {
        return receiver;
    }

    int frameBytesMax() {
        return options.frameBytesMax();
    }

    Traffic.OfLane traffic(Lane lane) {
        return traffic.of(lane);
    }

    Preamble preamble(Lane lane) {
        return outbound.preamble(lane);
    }

    Cancellable later(Runnable task) {
        return loop.schedule(options.preambleNanos(), task);
    }

    /** Whether the opener is a node of this cluster. */
    boolean welcomes(Preamble theirs) {
        if (theirs.cluster().equals(options.cluster())) {
            foreigners.remove(theirs.sender());
            outbound.reachable(theirs.sender());
            return true;
        }
        traffic.strangers++;
        if (foreigners.size() >= FOREIGNERS_MAX) {
            foreigners.clear();
        }
        if (!theirs.cluster().equals(foreigners.put(theirs.sender(), theirs.cluster()))) {
            LOG.warn(
                    "Refused the node {}: it belongs to the cluster '{}', this node to '{}'. If it belongs here, correct its"
                            + " cluster_name; if not, take this cluster's nodes out of its seeds",
                    theirs.sender(),
                    theirs.cluster(),
                    options.cluster());
        }
        return false;
    }

    void strange(SocketAddress address, String who, @Nullable String reason) {
        traffic.strangers++;
        LOG.warn("Closed a connection of {} from {}: {}", who, address, reason);
    }

    void closed() {
        traffic.inbound--;
    }

    private void accept(NetSocket socket) {
        if (traffic.inbound >= CONNECTIONS_MAX) {
            socket.close();
            return;
        }
        traffic.inbound++;
        new InboundConnection(socket, this);
    }
}
