package io.starlingdb.node.server;

import io.starlingdb.gossip.Member;
import io.starlingdb.hints.ChronicleHintStore;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.NodeCore;
import io.starlingdb.node.NodeListener;
import io.starlingdb.node.admin.ClusterAdmin;
import io.starlingdb.node.admin.NodeAdmin;
import io.starlingdb.node.admin.Views;
import io.starlingdb.node.admission.LoadLimit;
import io.starlingdb.node.config.NodeConfig;
import io.starlingdb.node.cql.CqlEngine;
import io.starlingdb.node.cql.run.ReadThresholds;
import io.starlingdb.node.cql.system.FinishedTrace;
import io.starlingdb.node.cql.system.SystemTables;
import io.starlingdb.node.cql.system.TraceStore;
import io.starlingdb.node.http.HttpEdge;
import io.starlingdb.node.http.HttpParts;
import io.starlingdb.node.net.VertxTransport;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.security.Authenticator;
import io.starlingdb.node.security.UsersFile;
import io.starlingdb.node.tracing.Tracer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node with its edges, on its {@link Machine}: the one place where the object graph is built. */
final class NodeServer {
    private static final Logger LOG = LoggerFactory.getLogger(NodeServer.class);
    private static final int STATEMENTS_KEPT = 2_000;
    private static final long DRAIN_SECONDS_MAX = 20;
    private static final long CLOSE_SECONDS_MAX = 5;

    private final NodeConfig config;
    private final Machine machine;
    private final ServerMetrics metrics;
    private final Audit audit = new Audit();
    private final Authenticator authenticator;
    private final LoadLimit limit;
    private final NodeCore core;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final TraceStore traces = new TraceStore();
    private final Tracer tracer;
    private final AddressBook addresses;
    private final ClientEndpoints endpoints;
    private final CqlPort cql;
    private final ServedNode served;
    private final WatchedAccess access;
    private volatile @Nullable HttpEdge http;

    /** Builds the node and opens its port for other nodes; nothing is sent before {@link #begin}. */
    private NodeServer(NodeConfig config, Machine machine, ServerMetrics metrics, Authenticator authenticator) {
        this.authenticator = authenticator;
        this.config = config;
        this.machine = machine;
        this.metrics = metrics;
        this.limit = Settings.loadLimit(config);
        Peers peers = new Peers();
        VertxTransport transport = machine.onLoop(
                () -> new VertxTransport(machine.loop(), machine.time(), Settings.transport(config), peers));
        NodeListener listener = machine.onLoop(() -> metrics.listener(transport, limit, machine.time(), new Life()));
        core = new NodeCore(machine.seams(transport), Settings.core(config), machine.home(), listener);
        requireCluster(core.record().current());
        CompletableFuture<Void> unused =
                machine.damaged().thenAcceptAsync(any -> storageIsDamaged(), machine.blocking());
        access = new WatchedAccess(core.dataAccess(), machine.time());
        addresses = new AddressBook(machine.blocking());
        endpoints = new ClientEndpoints(core.membership(), addresses);
        tracer = new Tracer(
                machine.time(),
                machine.random(),
                new InetSocketAddress(
                        config.network().advertiseAddress(), config.network().cqlPort()),
                config.network().internodeEndpoint(),
                this::share);
        cql = new CqlPort(config, core, machine, authenticator, limit, endpoints, tracer, traces, this::cqlFailed);
        served = new ServedNode(core, machine.shards(), cql, limit, machine.time());
        machine.onLoop(() -> {
            peers.connect(core, transport);
            metrics.show(config.jmx());
            metrics.watch(core, machine.shards(), machine.disk().engine(), Release.version());
            return true;
        });
        NodeConfig.Network network = config.network();
        Ports.open(
                "internode_port",
                network.listenAddress(),
                network.internodePort(),
                () -> machine.onLoop(() -> transport.listen(core.messenger()::receive)));
    }

    /**
     * Starts a node; returns when it serves, or waits for its cluster.
     *
     * @param single whether to found a cluster of this node alone if it belongs to none
     * @throws StartFailure if it cannot start; everything is closed again then
     */
    static NodeServer start(NodeConfig config, boolean single) {
        String lacking = ChronicleHintStore.unusableBecause();
        if (lacking != null) {
            throw new StartFailure("Start the node with a JDK, 17 or newer: " + lacking);
        }
        NodeConfig.Network network = config.network();
        Ports.requireFree("http_port", network.listenAddress(), network.httpPort());
        Ports.requireFree("cql_port", network.listenAddress(), network.cqlPort());
        ServerMetrics metrics = new ServerMetrics();
        Machine machine = Machine.open(config, metrics);
        boolean built = false;
        try {
            NodeServer server = new NodeServer(config, machine, metrics, authenticator(config, machine));
            built = true;
            server.begin(single);
            return server;
        } finally {
            if (!built) {
                machine.closeUnused();
            }
        }
    }

    private static Authenticator authenticator(NodeConfig config, Machine machine) {
        String file = config.network().usersFile();
        try {
            return file.isEmpty() ? Authenticator.OPEN : new UsersFile(Path.of(file), machine.loop()::execute);
        } catch (IllegalArgumentException e) {
            throw new StartFailure("authentication.users_file: " + e.getMessage());
        }
    }

    /** Completes when the node comes to its end by itself. */
    CompletableFuture<End> end() {
        return end;
    }

    /** Drains and closes everything; true if all went well. */
    boolean stop() {
        LOG.info("Stopping");
        try {
            machine.onLoop(served::drain).get(DRAIN_SECONDS_MAX, TimeUnit.SECONDS);
            closeClientPorts();
            machine.closeCleanly(core.clock(), core::keepSums);
            LOG.info("Stopped");
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.error("The node did not stop as it should; the next start finds it as after a crash", e);
        }
        return false;
    }

    /** Makes way for this node's former self (see {@link End.Resume}): closes everything, so that it can be started again. */
    void makeWay(End.Resume resume) {
        LOG.warn("The data directory was emptied: this node starts again as {}, whose address it has", resume.former());
        machine.onLoop(() -> {
            core.leave();
            return true;
        });
        closeClientPorts();
        machine.become(resume.former());
        machine.closeAbruptly(core.clock());
    }

    /** Closes everything, so that the node can be started again and fetch what its directory lacks. */
    void startOver(String why) {
        LOG.warn("{}: the node starts again and fetches what it lacks", why);
        closeClientPorts();
        machine.closeAbruptly(core.clock());
    }

    /** If others hold everything too, the node starts again without its files; otherwise an operator has to decide. */
    private void storageIsDamaged() {
        LOG.error("A storage file is damaged");
        if (machine.disk().isHeldByOthers()) {
            machine.disk().directory().damagedFiles().mark();
            end.complete(new End.Damaged());
        }
    }

    private void cqlFailed(Throwable why) {
        NodeConfig.Network network = config.network();
        end.complete(new End.Failed("cql_port: " + network.listenAddress() + ":" + network.cqlPort()
                + " cannot be opened: " + why.getMessage()));
    }

    private void begin(boolean single) {
        OwnFacts facts = new OwnFacts(core.membership(), machine.disk().engine(), machine.shards(), machine.loop());
        machine.onLoop(() -> {
            facts.state(config, machine.time(), Release.version());
            Announcer announcer = new Announcer(config, core.nodeId());
            announcer.show(core.record().current());
            core.record().listen(announcer::show);
            core.start();
            return true;
        });
        machine.onLoop(() -> FirstSight.await(core, machine.time(), machine.loop(), end::isDone))
                .join();
        if (end.isDone()) {
            return; // it starts again at once, as another or anew; clients wait for that one
        }
        NodeConfig.Network network = config.network();
        CqlEngine engine = machine.onLoop(this::engine);
        // First, because over HTTP a node is ready only when both are open: a client that comes at once must not be
        // sent away.
        Machine.await(machine.onLoop(
                () -> cql.openWhenServing(engine, metrics.nativeTraffic(cql::connections, cql::requestsUnderWay))));
        http = Ports.open(
                "http_port",
                network.listenAddress(),
                network.httpPort(),
                () -> machine.onLoop(() -> listenHttp(engine)));
        if (single && !machine.onLoop(core::isServing)) {
            Machine.await(machine.onLoop(
                    () -> core.record().init(List.of(config.network().internodeEndpoint()))));
        }
    }

    private CqlEngine engine() {
        CqlEngine engine = new CqlEngine(
                access,
                core.schemaAccess(),
                new SystemTables(new SystemFacts(config, core, addresses, endpoints), traces),
                machine.time(),
                machine.random(),
                core::contextSecret,
                STATEMENTS_KEPT);
        engine.warnAbove(new ReadThresholds(
                config.requests().tombstoneWarn(), config.requests().partitionWarnBytes()));
        SlowStatements slow = new SlowStatements(
                machine.time(), config.logging().slowStatements().toNanos());
        engine.listen((statement, session, nanos, failure) -> {
            slow.ended(statement, session, nanos, failure);
            audit.ended(statement, session, nanos, failure);
        });
        return engine;
    }

    private CompletionStage<HttpEdge> listenHttp(CqlEngine engine) {
        Views views = new Views(core.messenger(), core.membership(), core.record());
        views.start();
        ClusterAdmin cluster =
                new ClusterAdmin(config.clusterName(), core.membership(), core.record(), machine.time(), views::all);
        Operators operators = new Operators(config, core, machine, access);
        NodeAdmin node = new NodeAdmin(
                        config.clusterName(),
                        served,
                        core.membership(),
                        core.record(),
                        machine.time(),
                        operators.operations())
                .showing(operators.views());
        HttpParts parts = new HttpParts(
                access,
                core.schemaAccess(),
                engine,
                cluster,
                node,
                metrics.exposition(),
                core::contextSecret,
                authenticator,
                audit::operation,
                limit,
                tracer,
                machine.time(),
                machine.random());
        NodeConfig.Network network = config.network();
        return HttpEdge.listen(
                machine.loop().vertx(), network.listenAddress(), network.httpPort(), parts, Settings.http(config));
    }

    private void closeClientPorts() {
        close("CQL", cql::close);
        HttpEdge open = http;
        if (open != null) {
            close("HTTP", open::close);
        }
    }

    private void close(String what, Supplier<CompletionStage<?>> closing) {
        try {
            machine.onLoop(closing).toCompletableFuture().get(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The {} server did not close", what, e);
        }
    }

    private void share(FinishedTrace trace) {
        traces.add(trace);
        for (Member member : core.membership().members()) {
            if (member.isAlive() && !member.id().equals(core.nodeId())) {
                core.messenger().tell(member.endpoint(), Lane.BULK, trace);
            }
        }
    }

    private void requireCluster(ClusterRecord record) {
        if (record.roster().removed().contains(core.nodeId())) {
            throw new StartFailure(
                    "This node was decommissioned, removed or replaced, and its id never comes back. To have it"
                            + " join again as a new node, empty its data_dir " + config.dataDirectory());
        }
        if (record.isFounded() && !record.name().equals(config.clusterName())) {
            throw new StartFailure("The data directory " + config.dataDirectory() + " belongs to the cluster '"
                    + record.name() + "', and cluster_name says '" + config.clusterName()
                    + "'. Correct cluster_name, or give this node an empty data_dir");
        }
    }

    private final class Life implements NodeListener.Life {
        @Override
        public void mustResume(NodeId former) {
            end.complete(new End.Resume(former));
        }

        @Override
        public void mustRestart() {
            end.complete(new End.Outdated());
        }

        @Override
        public void joinRefused(String why) {
            LOG.info("Cannot join the cluster yet: {}", why);
        }

        @Override
        public void failed(RuntimeException why) {
            end.complete(new End.Failed(String.valueOf(why.getMessage())));
        }
    }
}
