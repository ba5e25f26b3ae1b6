package io.starlingdb.node.record;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Location;
import io.starlingdb.sim.Nemesis;
import io.starlingdb.sim.NemesisOptions;
import io.starlingdb.sim.NemesisTarget;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Nodes that found a cluster and change its record through all of them, while the network is bad, processes die and disks
 * fail and are lost within what Paxos allows; then healed, when they must agree and serve again.
 */
final class RecordSimulation implements NemesisTarget {
    /** How many nodes there may be: mostly few, so that few votes decide. */
    private static final List<Integer> SIZES = List.of(2, 3, 3, 3, 3, 4, 5, 5, 6, 7);

    private static final long CLIENT_MEAN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long FAULTS_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long HEALING_NANOS = TimeUnit.SECONDS.toNanos(90);

    private static final long DEATH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long REBIRTH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final SimWorld world;
    private final RandomGenerator random;
    private final Plant plant;
    private final List<RecordNode> nodes = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final RecordHistory history = new RecordHistory();
    private final RecordClients clients;
    private final long[] knownEpoch;
    private final Set<RecordNode> founded = new LinkedHashSet<>();
    private final Set<RecordNode> lostDisk = new LinkedHashSet<>();
    private final long clientMeanNanos;
    private boolean clientsRun = true;

    RecordSimulation(long seed, Plant plant) {
        this.world = new SimWorld(seed);
        this.random = world.random("record");
        this.plant = plant;
        this.clients = new RecordClients(world.random("clients"), history);
        int count = SIZES.get(random.nextInt(SIZES.size()));
        for (int i = 0; i < count; i++) {
            SimNode machine = world.addNode();
            Location location = new Location("dc" + random.nextInt(2), "r" + random.nextInt(2));
            nodes.add(new RecordNode(
                    machine, NodeId.random(random), location, "test", world.random("process-" + i), plant));
            endpoints.add(machine.endpoint());
        }
        this.knownEpoch = new long[count];
        this.clientMeanNanos = random.nextLong(CLIENT_MEAN_NANOS / 8, CLIENT_MEAN_NANOS);
    }

    SimWorld world() {
        return world;
    }

    RecordHistory history() {
        return history;
    }

    RecordClients clients() {
        return clients;
    }

    RecordSimulation run() {
        nodes.forEach(this::boot);
        NemesisOptions options = NemesisOptions.draw(world.random("options"), nodes.size());
        Nemesis nemesis = new Nemesis(world, options, this);
        double failures = random.nextInt(3) == 0 ? 0 : random.nextDouble(0.1);
        nodes.forEach(node -> node.disk().failures(failures));
        nemesis.begin();
        double deaths = random.nextBoolean() ? 0 : random.nextDouble(0.1);
        nodes.forEach(node -> node.disk().afterSave(() -> powerMayFail(node, deaths)));
        askAgain();
        foundAgain();
        world.time().runFor(FAULTS_NANOS);
        clientsRun = false;
        nemesis.end();
        nodes.forEach(node -> node.disk().failures(0));
        world.time().runFor(options.lengthMaxNanos()); // until whoever stood still goes on
        heal();
        history.checkChanges();
        return this;
    }

    private void heal() {
        if (!world.time().runUntil(this::agrees, HEALING_NANOS)) {
            history.fault("no agreement after healing: " + epochs());
            return;
        }
        for (RecordNode node : nodes) {
            String name = "healed" + node.machine().index();
            node.agreement()
                    .change(RecordChange.schema(RecordClients.create(name)))
                    .whenComplete((record, failure) -> {
                        if (failure != null) {
                            history.fault(name + " failed after healing: " + failure);
                        }
                    });
        }
        if (!world.time().runUntil(this::allHealed, HEALING_NANOS)) {
            history.fault("changes after healing do not arrive: " + epochs());
            return;
        }
        clients.check(nodes.get(0).agreement().current());
    }

    private boolean agrees() {
        if (!nodes.stream().allMatch(RecordNode::isUp)) {
            return false;
        }
        ClusterRecord first = nodes.get(0).agreement().current();
        return first.isFounded()
                && nodes.stream()
                        .allMatch(node -> node.agreement().current().epoch() == first.epoch()
                                && node.agreement().isMyself());
    }

    private boolean allHealed() {
        return agrees()
                && nodes.stream()
                        .allMatch(node -> nodes.get(0)
                                        .agreement()
                                        .current()
                                        .schema()
                                        .keyspace("healed" + node.machine().index())
                                != null);
    }

    private List<Long> epochs() {
        return nodes.stream()
                .map(node -> node.isUp() ? node.agreement().current().epoch() : -1L)
                .toList();
    }

    private void askAgain() {
        long pause = (long) (random.nextExponential() * clientMeanNanos);
        world.time().after(pause, () -> {
            if (clientsRun) {
                RecordNode node = nodes.get(random.nextInt(nodes.size()));
                if (node.isUp() && node.agreement().current().isFounded()) {
                    clients.ask(node.agreement());
                }
                askAgain();
            }
        });
    }

    /** Somebody, at times two at once, tries to found the cluster until it is. */
    private void foundAgain() {
        for (int tries = 1 + random.nextInt(2); tries > 0; tries--) {
            RecordNode node = nodes.get(random.nextInt(nodes.size()));
            if (node.isUp() && !node.agreement().current().isFounded()) {
                node.agreement().init(endpoints).whenComplete((record, failure) -> {
                    if (record != null) {
                        history.saw(record);
                    }
                });
            }
        }
        world.time().after(random.nextLong(TimeUnit.SECONDS.toNanos(4)), () -> {
            if (nodes.stream()
                    .anyMatch(
                            node -> !node.isUp() || !node.agreement().current().isFounded())) {
                foundAgain();
            }
        });
    }

    /** Just after something was saved the power may fail, for that process and any others; they start again one by one. */
    private void powerMayFail(RecordNode node, double chance) {
        if (!clientsRun || random.nextDouble() >= chance) {
            return;
        }
        world.time().after(random.nextLong(DEATH_NANOS), () -> {
            boolean withDisk = random.nextInt(4) == 0 && mayLoseDisk(node.machine());
            for (RecordNode other : nodes) {
                if (clientsRun && other.isUp() && (other == node || random.nextBoolean())) {
                    kill(other.machine(), true);
                    if (withDisk && other == node) {
                        other.machine().disk().wipe();
                    }
                    world.time().after(random.nextLong(REBIRTH_NANOS), () -> restart(other.machine()));
                }
            }
        });
    }

    private void boot(RecordNode node) {
        node.boot(endpoints);
        int index = node.machine().index();
        ClusterRecord known = node.agreement().current();
        if (known.epoch() < knownEpoch[index]) {
            history.fault("node " + index + " forgot epoch " + knownEpoch[index]);
        }
        history.saw(known);
        node.agreement().listen(record -> {
            history.saw(record);
            knownEpoch[index] = record.epoch();
            founded.add(node);
            world.log().note("node " + index + " knows epoch " + record.epoch());
        });
    }

    private RecordNode node(SimNode machine) {
        return nodes.get(machine.index());
    }

    @Override
    public void kill(SimNode machine, boolean loseUnsynced) {
        node(machine).kill(loseUnsynced);
    }

    @Override
    public void restart(SimNode machine) {
        if (machine.isUp()) {
            return;
        }
        boot(node(machine));
    }

    /**
     * Only once every node was told of the founding, which needs all founders, and while every other node has all that it
     * ever promised. Whoever may lose its disk does.
     */
    @Override
    public boolean mayLoseDisk(SimNode machine) {
        lostDisk.removeIf(node -> node.isUp()
                && node.agreement().current().isFounded()
                && node.agreement().isMyself());
        RecordNode victim = node(machine);
        boolean may = founded.size() == nodes.size() && lostDisk.stream().allMatch(node -> node == victim);
        if (may) {
            lostDisk.add(victim);
            knownEpoch[machine.index()] = 0;
        }
        return may;
    }
}
