package io.starlingdb.node.simulation;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.SavedState;
import io.starlingdb.node.NodeCore;
import io.starlingdb.node.NodeListener;
import io.starlingdb.node.NodeSeams;
import io.starlingdb.node.NodeSettings;
import io.starlingdb.node.PlantedNode;
import io.starlingdb.node.coordinator.Coordinator;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.SchemaAccess;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.record.RecordListener;
import io.starlingdb.node.replica.ReplicaListener;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Location;
import io.starlingdb.node.ring.Rings;
import io.starlingdb.node.ring.Transitions;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.ScheduledShards;
import io.starlingdb.node.storage.ShardsFoundation;
import io.starlingdb.node.storage.StorageListener;
import io.starlingdb.node.sync.SyncListener;
import io.starlingdb.sim.NemesisTarget;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimScheduler;
import io.starlingdb.sim.SimWorld;
import io.starlingdb.wire.MessengerOptions;
import io.starlingdb.wire.WireVersions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A whole cluster of real nodes ({@link NodeCore}) on the machines of a world: gossip, cluster record, replicas, coordinators, shards and an
 * engine that forgets what was not synced. Machines die, come back, and lose their disks at the orders of a nemesis.
 *
 * <p>Guarantee 1 speaks of at most W−1 lost replicas, so at most one machine at a time loses data: while one has not fetched again what it
 * lost, the others die without loss.
 */
public final class SimCluster implements NemesisTarget {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final SimWorld world;
    private final SimClusterOptions options;
    private long savesNanos;
    private final List<SimMachine> machines = new ArrayList<>();
    private final Map<String, Long> settledEver = new TreeMap<>();
    private final List<Endpoint> seeds = new ArrayList<>();

    /** A cluster whose machines are up, its nodes waiting to be founded. */
    public SimCluster(SimWorld world, SimClusterOptions options) {
        this.world = world;
        this.options = options;
        this.savesNanos = options.delays().syncNanos();
        for (int i = 0; i < options.nodes(); i++) {
            SimMachine machine = newMachine();
            if (i < 2) {
                seeds.add(machine.node.endpoint());
            }
        }
        machines.forEach(this::boot);
    }

    private SimMachine newMachine() {
        SimNode node = world.addNode();
        SimEngine engine = new SimEngine(world.random("engine-" + node.index()), options.coldReads());
        node.disk().attach(engine);
        SimMachine machine = new SimMachine(node, engine);
        node.disk().attach(machine.hints);
        machines.add(machine);
        return machine;
    }

    /** One more machine, whose node joins the cluster by itself. */
    public SimNode add() {
        SimMachine machine = newMachine();
        seeds.clear();
        machines.stream()
                .filter(other -> !other.isRetired && other != machine)
                .limit(3)
                .forEach(other -> seeds.add(other.node.endpoint()));
        boot(machine);
        return machine.node;
    }

    /** The machine is of no more use: its process ends, and whatever it holds is gone for good. */
    public void retire(SimNode node) {
        SimMachine machine = machine(node);
        machine.isRetired = true;
        if (node.isUp()) {
            machine.core = null;
            node.crash(true);
        }
    }

    /** The machine is lost with all that it holds, and its node a member that is to be removed. */
    public void lose(SimNode node) {
        SimMachine machine = machine(node);
        machine.lostFor = machine.core.nodeId();
        machine.isTainted = true;
        retire(node);
        node.disk().wipe();
    }

    /** The lost node is a member no more: its copies are made up for. */
    public void isGone(NodeId lost) {
        machines.stream().filter(machine -> lost.equals(machine.lostFor)).forEach(machine -> machine.isTainted = false);
    }

    /** How many machines are to be counted on. */
    public int inUseCount() {
        return inUse().size();
    }

    /** Whether the machine is of no more use. */
    public boolean isRetired(SimNode node) {
        return machine(node).isRetired;
    }

    /** Up to which stamp a token's rows are settled, as far as any node that is up knows, in µs. */
    long settled(int tableId, long token) {
        long highest = 0;
        for (SimMachine machine : machines) {
            highest = machine.core == null
                    ? highest
                    : Math.max(highest, machine.core.antiEntropy().settled(tableId, token));
        }
        return settledEver.merge(tableId + "/" + token, highest, Math::max);
    }

    /** The newest record that any node has. */
    public ClusterRecord newestRecord() {
        return machines.stream()
                .filter(machine -> machine.core != null)
                .map(machine -> machine.core.record().current())
                .max(Comparator.comparingLong(ClusterRecord::epoch))
                .orElseThrow();
    }

    /** Whether nobody moves anything any more, nor has to erase anything. */
    public boolean isAtRest() {
        Transitions transitions = newestRecord().transitions();
        return transitions.running().isEmpty() && transitions.leftovers().isEmpty();
    }

    /** Rows that lie on nodes which do not own them, by the newest record; for a cluster at rest. */
    public List<String> misplacedRows() {
        ClusterRecord record = newestRecord();
        Rings rings = new Rings(record);
        List<String> misplaced = new ArrayList<>();
        for (SimMachine machine : machines) {
            if (!machine.isRetired && machine.core != null) {
                for (RowKey key : machine.engine.keys()) {
                    TableSchema table = record.schema().table(key.tableId());
                    if (table != null
                            && !rings.ring(record.schema().requireKeyspace(table.keyspace()))
                                    .replicas(key.token())
                                    .contains(machine.core.nodeId())) {
                        misplaced.add(machine.node.endpoint() + " holds " + key);
                    }
                }
            }
        }
        return misplaced;
    }

    private List<SimMachine> inUse() {
        return machines.stream().filter(machine -> !machine.isRetired).toList();
    }

    /** Founds the cluster through the first node; runs the world until every node serves. */
    public void found() {
        runUntil(
                "the nodes see each other",
                () -> machines.stream()
                        .allMatch(machine -> machine.core.membership().members().size() == machines.size()));
        CompletableFuture<ClusterRecord> founded = machines.get(0)
                .core
                .record()
                .init(machines.stream().map(machine -> machine.node.endpoint()).toList());
        runUntil("the cluster is founded", founded::isDone);
        founded.join();
        awaitServing();
    }

    /** Runs the world until every node is up, knows the cluster, sees all others alive, and is in good standing. */
    public void awaitServing() {
        runUntil("every node serves", () -> inUse().stream().allMatch(this::isSettled) && isAtRest());
    }

    /** A machine that lost its disk, and whose node was removed before it came back, serves as a new node, which has all that it is to have. */
    private void clearTaintOfRemoved(SimMachine machine) {
        if (machine.taintedAs != null
                && machine.core != null
                && !machine.core.nodeId().equals(machine.taintedAs)
                && machine.core.isServing()
                && machine.core.record().current().member(machine.taintedAs) == null) {
            machine.isTainted = false;
        }
    }

    private boolean isSettled(SimMachine machine) {
        clearTaintOfRemoved(machine);
        return machine.core != null
                && machine.core.isServing()
                && !machine.core.isRecovering()
                && !machine.isTainted
                && machine.core.membership().members().stream()
                                .filter(member -> member.isAlive()
                                        && machine.core.record().current().member(member.id()) != null
                                        && !Coordinator.RECOVERING.equals(member.fact(Coordinator.STANDING_FACT)))
                                .count()
                        == inUse().size();
    }

    private void runUntil(String what, BooleanSupplier condition) {
        if (!world.time().runUntil(condition, 120 * SECOND)) {
            StringBuilder state = new StringBuilder();
            for (SimMachine machine : machines) {
                state.append("\n").append(machine.node.endpoint());
                if (machine.core == null) {
                    state.append(" down");
                } else {
                    state.append(' ')
                            .append(machine.core.nodeId())
                            .append(" epoch ")
                            .append(machine.core.record().current().epoch())
                            .append(machine.core.isServing() ? " serves" : " waits")
                            .append(machine.core.isRecovering() ? " recovering" : "")
                            .append(machine.isTainted ? " tainted" : "")
                            .append(" stamps ahead by ")
                            .append((machine.core.clock().last()
                                            - machine.node.clock().wallMicros())
                                    / 1_000_000)
                            .append(" s")
                            .append(" sees ")
                            .append(machine.core.membership().members());
                }
            }
            state.append("\n")
                    .append(
                            machines.get(0).core == null
                                    ? ""
                                    : machines.get(0).core.record().current().members());
            state.append("\n")
                    .append(
                            machines.get(0).core == null
                                    ? ""
                                    : machines.get(0).core.record().current().transitions());
            throw new AssertionError("after two minutes without faults it is not true that " + what + state);
        }
    }

    /** The reads and writes of a node; null while it is down or does not serve. */
    public DataAccess data(SimNode node) {
        NodeCore core = machine(node).core;
        return core != null && core.isServing() ? core.dataAccess() : null;
    }

    /** The schema as a node sees it; null while it is down or does not serve. */
    public SchemaAccess schema(SimNode node) {
        NodeCore core = machine(node).core;
        return core != null && core.isServing() ? core.schemaAccess() : null;
    }

    /** The node that runs on a machine; null while it is down. */
    public NodeCore core(SimNode node) {
        return machine(node).core;
    }

    /** The engine under a node. */
    SimEngine engine(SimNode node) {
        return machine(node).engine;
    }

    /** Ends a node in good order, while the world runs on. */
    public void stop(SimNode node) {
        SimMachine machine = machine(node);
        CompletableFuture<?> drained = machine.core.drain();
        runUntil("node " + node.index() + " has drained", drained::isDone);
        machine.shards.close();
        machine.core.keepSums();
        machine.core.clock().close();
        machine.core = null;
        node.stop();
    }

    @Override
    public void kill(SimNode node, boolean loseUnsynced) {
        SimMachine machine = machine(node);
        boolean loses = loseUnsynced && mayLoseDisk(node);
        if (loses && machine.core != null) {
            machine.taintedAs = machine.core.nodeId();
        }
        machine.core = null;
        machine.lostUnsynced = loses;
        machine.isTainted |= loses;
        node.crash(loses);
    }

    @Override
    public void restart(SimNode node) {
        if (!node.isUp() && !machine(node).isRetired) {
            boot(machine(node));
        }
    }

    @Override
    public boolean mayLoseDisk(SimNode node) {
        return machines.stream().noneMatch(other -> other.node != node && other.isTainted);
    }

    private SimMachine machine(SimNode node) {
        return machines.get(node.index());
    }

    private void boot(SimMachine machine) {
        SimNode node = machine.node;
        String life = "life-" + node.index() + "-" + machine.life++ + "-";
        SimHome home = new SimHome(
                node.disk(), world.random(life + "id"), machine.lostUnsynced, () -> machine.isTainted = false);
        machine.lostUnsynced = false;
        if (machine.resumed != null) {
            home.resume(machine.resumed);
            machine.resumed = null;
        }
        if (!home.isRecovering() && machine.life > 1 && !isEmptied(node)) {
            machine.isTainted = false;
        }
        SimScheduler loop = node.boot();
        machine.shards = new ScheduledShards(
                new ShardsFoundation(
                        machine.engine.engine(),
                        options.shards(),
                        node.clock(),
                        loop,
                        () -> Long.MAX_VALUE,
                        StorageListener.NONE),
                world.random(life + "shards"),
                options.delays());
        SavedState saved = options.saved().apply(node.disk());
        NodeSeams seams = new NodeSeams(
                node.clock(),
                loop,
                world.random(life + "node"),
                node.transport(),
                machine.shards,
                saved,
                new SimBlocking(loop, world.random(life + "saves"), () -> savesNanos),
                new SimHintDisk(machine.hints, loop, world.random(life + "hints")));
        machine.core = PlantedNode.build(
                seams,
                settings(node),
                home,
                listener(machine),
                options.replicaRules(),
                options.coordinatorRules(),
                options.hintRules(),
                options.syncRules(),
                options.streamRules());
        node.onFrame(machine.core.messenger()::receive);
        loop.execute(machine.core::start);
    }

    /** A machine whose disk was emptied does not know the cluster yet. */
    private static boolean isEmptied(SimNode node) {
        return node.disk().load("record") == null;
    }

    private Location location(int machine) {
        int datacenters = options.datacenters();
        return new Location("dc" + (1 + machine % datacenters), "rack" + machine / datacenters % 3);
    }

    private NodeSettings settings(SimNode node) {
        NodeSettings settings = NodeSettings.of("simulated", node.endpoint(), location(node.index()), seeds)
                .withTokens(options.tokens())
                .withReadLimits(options.readLimits());
        // Some nodes speak one version more than the others, as in the midst of an upgrade.
        boolean isUpgraded = node.index() < options.upgraded();
        WireVersions versions = new WireVersions(1, isUpgraded ? 2 : 1);
        return options.settings().apply(settings.withWire(MessengerOptions.DEFAULTS.withVersions(versions)));
    }

    private NodeListener listener(SimMachine machine) {
        ReplicaListener replica = options.replicaListener();
        return new NodeListener(
                io.starlingdb.node.coordinator.RequestListener.NONE,
                replica,
                RecordListener.SILENT,
                null,
                SyncListener.NONE,
                new NodeListener.Life() {
                    @Override
                    public void mustResume(NodeId former) {
                        if (machine.resumed == null) {
                            machine.resumed = former;
                            world.log().note("resume " + machine.node.index());
                            world.time().after(0, () -> reincarnate(machine));
                        }
                    }

                    @Override
                    public void mustRestart() {
                        world.log().note("outdated " + machine.node.index());
                        NodeCore outdated = machine.core;
                        world.time().after(0, () -> startOver(machine, outdated));
                    }

                    @Override
                    public void failed(RuntimeException why) {
                        throw why;
                    }
                });
    }

    /** How long it takes from now on, at most, until what is saved is durable. */
    void savesTake(long nanos) {
        savesNanos = nanos;
    }

    /** Ends the process that found out that its disk is an older copy, and starts another. */
    private void startOver(SimMachine machine, NodeCore outdated) {
        if (machine.core == outdated) {
            machine.core = null;
            machine.node.stop();
            boot(machine);
        }
    }

    /** Ends the process that found out who it was, and starts it as that one. */
    private void reincarnate(SimMachine machine) {
        if (machine.node.isUp() && machine.resumed != null) {
            machine.core = null;
            machine.node.stop();
            boot(machine);
        }
    }
}
