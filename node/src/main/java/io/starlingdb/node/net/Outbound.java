package io.starlingdb.node.net;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.wire.Preamble;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All connections that this node opens. It gathers what happens in one turn of the loop: connections with new frames are flushed, and peers
 * found unreachable are reported, once each, when the turn ends. Loop only.
 */
final class Outbound {
    private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);

    /** Beyond this many peers, those without a connection are forgotten, so that made-up senders cannot fill the memory. */
    private static final int PEERS_MAX = 4096;

    private final NodeLoop loop;
    private final TimeSource time;
    private final TransportOptions options;
    private final Traffic traffic;
    private final PeerListener listener;
    private final NetClient client;
    private final Map<Endpoint, Peer> peers = new LinkedHashMap<>();

    private List<LaneConnection> toFlush = new ArrayList<>();
    private Set<Endpoint> toReport = new LinkedHashSet<>();
    private boolean turnEndArranged;

    Outbound(NodeLoop loop, TimeSource time, TransportOptions options, Traffic traffic, PeerListener listener) {
        this.loop = loop;
        this.time = time;
        this.options = options;
        this.traffic = traffic;
        this.listener = listener;
        this.client = loop.vertx()
                .createNetClient(new NetClientOptions()
                        .setConnectTimeout((int) TimeUnit.NANOSECONDS.toMillis(options.connectNanos()))
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true));
    }

    TransportOptions options() {
        return options;
    }

    Traffic traffic() {
        return traffic;
    }

    long nanoTime() {
        return time.nanoTime();
    }

    Preamble preamble(Lane lane) {
        return new Preamble(options.cluster(), options.self(), lane, options.spoken());
    }

    void send(Endpoint to, Lane lane, byte[] frame) {
        Peer peer = peers.get(to);
        if (peer == null) {
            if (peers.size() >= PEERS_MAX) {
                peers.values().removeIf(Peer::isClosed);
            }
            peer = new Peer(to, this);
            peers.put(to, peer);
        }
        peer.lane(lane).send(frame);
    }

    /** The peer is known to be there: what was connected before is connected again now. */
    void reachable(Endpoint endpoint) {
        Peer peer = peers.get(endpoint);
        if (peer != null) {
            peer.backoff().reset();
            peer.connections().forEach(LaneConnection::redial);
        }
    }

    /** The peer is thought dead: connections to it are given up, as one that hangs would only be found out after minutes. */
    void dead(Endpoint endpoint) {
        Peer peer = peers.get(endpoint);
        if (peer != null) {
            peer.connections().forEach(LaneConnection::reset);
        }
    }

    int open() {
        return (int) connections().filter(connection -> !connection.isClosed()).count();
    }

    long queued(Lane lane) {
        return peers.values().stream()
                .mapToLong(peer -> peer.lane(lane).queued())
                .sum();
    }

    void flushAtEndOfTurn(LaneConnection connection) {
        toFlush.add(connection);
        arrangeTurnEnd();
    }

    void reportUnreachable(Peer peer) {
        toReport.add(peer.endpoint());
        arrangeTurnEnd();
    }

    void dial(Endpoint to, Consumer<NetSocket> opened, Consumer<Throwable> refused) {
        client.connect(to.port(), to.host()).onSuccess(opened::accept).onFailure(refused::accept);
    }

    void later(long delayNanos, Runnable task) {
        loop.schedule(delayNanos, task);
    }

    void answered(Peer peer) {
        peer.backoff().reset();
        if (peer.isNews(null)) {
            LOG.debug("Connected to {}", peer.endpoint());
        }
    }

    void connectionLost() {
        traffic.connectionsLost++;
    }

    void dialFailed(Peer peer, @Nullable String reason) {
        countFailure(peer);
        if (peer.isNews("cannot be reached")) {
            LOG.debug("Cannot connect to {}: {}", peer.endpoint(), reason);
        }
    }

    /** The connection stands but leads to something else than a node of this cluster. */
    void misdirected(Peer peer, String reason) {
        countFailure(peer);
        if (peer.isNews(reason)) {
            LOG.warn("Closed the connection to {}: {}", peer.endpoint(), reason);
        }
    }

    private void countFailure(Peer peer) {
        traffic.dialsFailed++;
        peer.backoff().failed(time.nanoTime());
    }

    private void arrangeTurnEnd() {
        if (!turnEndArranged) {
            turnEndArranged = true;
            loop.execute(this::endTurn);
        }
    }

    private void endTurn() {
        turnEndArranged = false;
        List<LaneConnection> flushed = toFlush;
        Set<Endpoint> reported = toReport;
        toFlush = new ArrayList<>();
        toReport = new LinkedHashSet<>();
        flushed.forEach(LaneConnection::flush);
        reported.forEach(listener::unreachable);
    }

    private java.util.stream.Stream<LaneConnection> connections() {
        return peers.values().stream().flatMap(peer -> peer.connections().stream());
    }
}
