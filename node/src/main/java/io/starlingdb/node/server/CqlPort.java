package io.starlingdb.node.server;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.MembershipListener;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.node.NodeCore;
import io.starlingdb.node.admin.ClientStatus;
import io.starlingdb.node.admin.NodeFacts;
import io.starlingdb.node.admission.LoadLimit;
import io.starlingdb.node.config.NodeConfig;
import io.starlingdb.node.cql.CqlEngine;
import io.starlingdb.node.cql.system.FinishedTrace;
import io.starlingdb.node.cql.system.TraceStore;
import io.starlingdb.node.nativeprotocol.ClusterEvents;
import io.starlingdb.node.nativeprotocol.NativeParts;
import io.starlingdb.node.nativeprotocol.NativeServer;
import io.starlingdb.node.nativeprotocol.NativeTraffic;
import io.starlingdb.node.nativeprotocol.NodeView;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.security.Authenticator;
import io.starlingdb.node.tracing.Tracer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's port for drivers: opened once the node serves, and from then on told of what changes in the cluster. The other nodes hear that
 * it is open by gossip, and tell their clients. Loop only.
 */
final class CqlPort implements MembershipListener {
    private static final Logger LOG = LoggerFactory.getLogger(CqlPort.class);

    private final NodeConfig config;
    private final NodeCore core;
    private final Machine machine;
    private final Authenticator authenticator;
    private final LoadLimit limit;
    private final ClientEndpoints endpoints;
    private final Tracer tracer;
    private final TraceStore traces;
    private final Consumer<Throwable> failed;
    private final ClusterEvents events;
    private @Nullable CompletionStage<NativeServer> opening;
    private @Nullable NativeServer server;
    private boolean looksSoon;

    /** @param failed hears that the port could not be opened */
    CqlPort(
            NodeConfig config,
            NodeCore core,
            Machine machine,
            Authenticator authenticator,
            LoadLimit limit,
            ClientEndpoints endpoints,
            Tracer tracer,
            TraceStore traces,
            Consumer<Throwable> failed) {
        this.config = config;
        this.core = core;
        this.machine = machine;
        this.authenticator = authenticator;
        this.limit = limit;
        this.endpoints = endpoints;
        this.tracer = tracer;
        this.traces = traces;
        this.failed = failed;
        this.events = new ClusterEvents(core.schemaAccess().current());
    }

    /** Opens the port as soon as the node serves. The stage completes when it is open, at once if the node does not serve yet; it never fails. */
    CompletionStage<@Nullable Void> openWhenServing(CqlEngine engine, NativeTraffic traffic) {
        core.membership().listen(this);
        core.messenger().on(FinishedTrace.class, shared -> traces.add(shared.message()));
        core.record().listen(newer -> {
            open(engine, traffic);
            look();
        });
        open(engine, traffic);
        CompletionStage<NativeServer> begun = opening;
        return begun == null ? CompletableFuture.completedFuture(null) : begun.handle((opened, failure) -> null);
    }

    /** Whether clients can connect. */
    boolean isOpen() {
        return server != null;
    }

    /** Who is connected. */
    List<ClientStatus> clients() {
        NativeServer open = server;
        return open == null ? List.of() : open.clients();
    }

    int connections() {
        NativeServer open = server;
        return open == null ? 0 : open.connections();
    }

    int requestsUnderWay() {
        NativeServer open = server;
        return open == null ? 0 : open.requestsUnderWay();
    }

    /** Lets clients go; completes when they have gone, or their time is over. */
    CompletionStage<Void> drain() {
        NativeServer open = server;
        if (open == null) {
            return CompletableFuture.completedFuture(null);
        }
        NodeConfig.Network network = config.network();
        InetSocketAddress own = endpoints.at(new Endpoint(network.advertiseAddress(), network.cqlPort()));
        if (own != null) {
            // to those who hear of the cluster from this node; others tell the rest
            open.announce(ClusterEvents.removed(own));
        }
        return open.drain();
    }

    /** Closes it, also while it opens. */
    CompletionStage<Void> close() {
        CompletionStage<NativeServer> begun = opening;
        return begun == null
                ? CompletableFuture.completedFuture(null)
                : begun.thenCompose(NativeServer::close).exceptionally(neverOpened -> null);
    }

    @Override
    public void livenessChanged(Member member, Liveness before) {
        lookSoon();
    }

    @Override
    public void factsChanged(Member member) {
        lookSoon();
    }

    @Override
    public void forgotten(Member member) {
        lookSoon();
    }

    private void open(CqlEngine engine, NativeTraffic traffic) {
        if (opening != null || !core.isServing()) {
            return;
        }
        NodeConfig.Network network = config.network();
        NativeParts parts =
                new NativeParts(engine, core::isServing, limit, authenticator, traffic, tracer, machine.time());
        opening = NativeServer.listen(
                machine.loop().vertx(),
                machine.loop(),
                network.listenAddress(),
                network.cqlPort(),
                parts,
                Settings.nativeProtocol(config));
        CompletionStage<NativeServer> unused = opening.whenComplete(this::opened);
    }

    private void opened(@Nullable NativeServer listening, @Nullable Throwable failure) {
        if (listening == null) {
            failed.accept(failure == null ? new IllegalStateException("no server") : failure);
            return;
        }
        server = listening;
        NodeConfig.Network network = config.network();
        core.membership().updateSelf(NodeFacts.CQL, network.advertiseAddress() + ":" + network.cqlPort());
        LOG.info("CQL drivers are served at {}:{}", network.advertiseAddress(), network.cqlPort());
        look();
    }

    /** Facts change in bundles: one look for all of a turn. */
    private void lookSoon() {
        if (!looksSoon && server != null) {
            looksSoon = true;
            machine.loop().execute(() -> {
                looksSoon = false;
                look();
            });
        }
    }

    private void look() {
        NativeServer open = server;
        if (open != null) {
            events.nodes(nodes()).forEach(open::announce);
            events.schema(core.schemaAccess().current()).forEach(open::announce);
        }
    }

    private SortedMap<UUID, NodeView> nodes() {
        SortedMap<UUID, NodeView> nodes = new TreeMap<>();
        for (RecordMember member : core.record().current().members()) {
            InetSocketAddress address = member.id().equals(core.nodeId()) ? null : endpoints.of(member.id());
            if (address != null) {
                UUID id = new UUID(member.id().high(), member.id().low());
                nodes.put(id, new NodeView(address, endpoints.isUp(member.id()), endpoints.leaves(member.id())));
            }
        }
        return nodes;
    }
}
