package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.response.Event;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.admin.ClientStatus;
import io.starlingdb.node.security.Authenticator;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cassandra's native protocol, v3 to v5, for every driver. Started, run and closed on the loop; nothing in it blocks, and whatever clients
 * can make it hold is bounded by {@link NativeOptions}. Bytes that are no messages close their connection, and nothing more.
 */
public final class NativeServer {
    private static final Logger LOG = LoggerFactory.getLogger(NativeServer.class);
    private static final int STATEMENTS_MAX = 10_000;
    private static final int BACKLOG = 1_024;

    private final NetServer server;
    private final Scheduler loop;
    private final NativeParts parts;
    private final NativeOptions options;
    private final Codecs codecs;
    private final Admission admission;
    private final EventHub events = new EventHub();
    private final Traces traces;
    private final Requests requests;
    private final Set<ClientConnection> connections = new LinkedHashSet<>();
    private final Set<ClientConnection> clients = new LinkedHashSet<>();
    private @Nullable Farewell farewell;
    private List<ClientConnection> toFlush = new ArrayList<>();

    private NativeServer(NetServer server, Scheduler loop, NativeParts parts, NativeOptions options) {
        this.server = server;
        this.loop = loop;
        this.parts = parts;
        this.options = options;
        this.codecs = new Codecs(options.messageBytesMax());
        this.admission = new Admission(parts.limit(), options.largeBytesMax(), loop);
        this.traces = new Traces(parts.tracer());
        this.requests =
                new Requests(parts.cql(), new Statements(parts.cql(), STATEMENTS_MAX), parts.takesClients(), traces);
    }

    /**
     * Starts to serve. To be called on the loop.
     *
     * @param port 0 for any that is free
     * @return completes on the loop when the server listens; fails if the address cannot be bound
     */
    public static CompletionStage<NativeServer> listen(
            Vertx vertx, Scheduler loop, String host, int port, NativeParts parts, NativeOptions options) {
        NetServer net = vertx.createNetServer(new NetServerOptions()
                .setHost(host)
                .setPort(port)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setReuseAddress(true)
                .setAcceptBacklog(BACKLOG));
        NativeServer server = new NativeServer(net, loop, parts, options);
        return net.connectHandler(server::accept)
                .exceptionHandler(broken -> LOG.debug("A client's connection broke before it stood", broken))
                .listen()
                .map(server)
                .toCompletionStage();
    }

    /** Where it listens. */
    public int port() {
        return server.actualPort();
    }

    /** Tells clients that registered for such events. */
    public void announce(Event event) {
        events.announce(event);
    }

    /** Who is connected, the oldest connection first. */
    public List<ClientStatus> clients() {
        List<ClientStatus> statuses = new ArrayList<>(clients.size());
        clients.forEach(client -> statuses.add(client.status()));
        return statuses;
    }

    /** How many connections there are, those included that have not said yet what they speak. */
    public int connections() {
        return connections.size();
    }

    /** Requests under way. */
    public int requestsUnderWay() {
        return admission.requests();
    }

    /**
     * Takes no more connections, and lets clients take theirs away, as far as they do ({@link ClusterEvents#removed}). What they send until then
     * is answered. Completes on the loop when there is no connection any more. Again: the same stage.
     */
    public CompletionStage<Void> drain() {
        Farewell begun = farewell;
        if (begun == null) {
            begun = new Farewell(connections, options.farewell(), loop, parts.time());
            farewell = begun;
        }
        return begun.ended();
    }

    /** Closes all connections, after what was answered has left, and the port. Completes on the loop. */
    public CompletionStage<Void> close() {
        new ArrayList<>(connections).forEach(ClientConnection::end);
        return server.close().toCompletionStage();
    }

    NativeOptions options() {
        return options;
    }

    Codecs codecs() {
        return codecs;
    }

    Admission admission() {
        return admission;
    }

    EventHub events() {
        return events;
    }

    Traces traces() {
        return traces;
    }

    Requests requests() {
        return requests;
    }

    Authenticator authenticator() {
        return parts.authenticator();
    }

    NativeTraffic traffic() {
        return parts.traffic();
    }

    TimeSource time() {
        return parts.time();
    }

    void opened(ClientConnection connection) {
        connection.started();
        clients.add(connection);
    }

    /** It takes no more requests, and nothing more is sent on it. */
    void ended(ClientConnection connection) {
        clients.remove(connection);
        events.forget(connection);
    }

    /** Its socket is closed. */
    void closed(ClientConnection connection) {
        connections.remove(connection);
        if (farewell != null) {
            farewell.left();
        }
    }

    Scheduler loop() {
        return loop;
    }

    void flushAtEndOfTurn(ClientConnection connection) {
        if (toFlush.isEmpty()) {
            loop.execute(this::endTurn);
        }
        toFlush.add(connection);
    }

    private void endTurn() {
        List<ClientConnection> flushed = toFlush;
        toFlush = new ArrayList<>();
        flushed.forEach(ClientConnection::flush);
    }

    private void accept(NetSocket socket) {
        if (farewell != null) {
            socket.close();
            return;
        }
        if (connections.size() >= options.connectionsMax()) {
            parts.traffic().refused();
            socket.close();
            return;
        }
        ClientConnection connection =
                new ClientConnection(socket, this, parts.time().wallMicros());
        connections.add(connection);
        connection.awaitStart(loop.schedule(options.startupNanos(), connection::close));
    }
}
