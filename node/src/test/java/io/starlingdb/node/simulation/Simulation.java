package io.starlingdb.node.simulation;

import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.sim.Nemesis;
import io.starlingdb.sim.NemesisTarget;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * One run: a cluster is founded, clients work on it while things go wrong, then all is healed and everything is read and compared. Two
 * phases, as in TigerBeetle's VOPR: never wrong under faults, and converged after them.
 */
final class Simulation {
    static final String KEYSPACE = "sim";

    /** Nothing expires in these scenarios, so all reads judge by one moment. */
    static final long NOW_SECONDS = 1_700_000_000L;

    private static final long FOUNDING_MAX_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final long WORK_MAX_NANOS = TimeUnit.MINUTES.toNanos(20);
    private static final long HEALING_MAX_NANOS = TimeUnit.MINUTES.toNanos(5);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** The chance of each scenario to be the next step, in percent, in the order of {@link #scenarios}. */
    private static final int[] WEIGHTS = {45, 33, 8, 12, 2};

    private final SimWorld world;
    private final SimulationOptions options;
    private final SimCluster cluster;
    private final Violations violations = new Violations();
    private final Tally tally = new Tally(violations);
    private final Issues issues = new Issues();
    private final List<Scenario> scenarios;
    private final SiblingScenario siblings;
    private final boolean topology;
    private final Placements placements;
    private int working;

    private Simulation(long seed, PlantedBug bug, boolean movesRanges) {
        world = new SimWorld(seed);
        topology = movesRanges;
        options = optionsOf(world, movesRanges);
        placements = new Placements(options.cluster().datacenters());
        cluster =
                new SimCluster(world, PlantedRules.plant(bug, options.cluster()).withReplicaListener(issues));
        siblings = new SiblingScenario(violations, issues, cluster::settled);
        scenarios = List.of(
                new RegisterScenario(violations, issues),
                siblings,
                AdditionScenario.sets(violations),
                AdditionScenario.counters(violations),
                new SchemaScenario(world, cluster, violations));
    }

    /** What a seed draws, for people to read. */
    static SimulationOptions optionsOf(long seed, boolean movesRanges) {
        return optionsOf(new SimWorld(seed), movesRanges);
    }

    /** Where nodes come and go, every third cluster has two datacenters. */
    private static SimulationOptions optionsOf(SimWorld world, boolean movesRanges) {
        SimulationOptions drawn = SimulationOptions.draw(world.random("options"));
        boolean isSpread = movesRanges && world.random("datacenters").nextInt(3) == 0;
        return isSpread ? drawn.with(drawn.cluster().spreadOver(2)) : drawn;
    }

    static SimulationResult run(long seed) {
        return run(seed, PlantedBug.NONE);
    }

    static SimulationResult run(long seed, PlantedBug bug) {
        return run(seed, bug, false);
    }

    /** @param movesRanges whether nodes come and go meanwhile */
    static SimulationResult run(long seed, PlantedBug bug, boolean movesRanges) {
        Simulation simulation = new Simulation(seed, bug, movesRanges);
        simulation.run();
        return simulation.result();
    }

    private void run() {
        cluster.found();
        change(new SchemaChange.CreateKeyspace(KEYSPACE, placements.first(), true, false));
        scenarios.forEach(this::create);
        lookWhatIsSettled();
        Nemesis nemesis = new Nemesis(world, options.nemesis(), new WrongClocks());
        nemesis.begin();
        TopologyFaults moves = new TopologyFaults(world, cluster, placements);
        if (topology) {
            moves.begin();
        }
        startClients();
        if (!world.time().runUntil(() -> working == 0, WORK_MAX_NANOS)) {
            violations.add("clients did not end their work");
        }
        nemesis.end();
        moves.end();
        try {
            cluster.awaitServing();
        } catch (AssertionError e) {
            violations.add(String.valueOf(e.getMessage()));
            return;
        }
        cluster.misplacedRows().stream().limit(3).forEach(violations::add);
        finish();
    }

    /** The cluster, whose machines may come back with a wrong clock: nothing keeps the time while they are down. */
    private final class WrongClocks implements NemesisTarget {
        private final RandomGenerator random = world.random("clocks");

        @Override
        public void kill(SimNode node, boolean loseUnsynced) {
            cluster.kill(node, loseUnsynced);
        }

        @Override
        public void restart(SimNode node) {
            if (random.nextBoolean()) {
                long most = options.nemesis().skewMaxMicros();
                node.clock().skew(random.nextLong(-most, most + 1));
            }
            cluster.restart(node);
        }

        @Override
        public boolean mayLoseDisk(SimNode node) {
            return cluster.mayLoseDisk(node);
        }
    }

    private SimulationResult result() {
        return new SimulationResult(
                world.seed(),
                world.log().hash(),
                violations,
                tally,
                world.faults(),
                world.time().nowNanos());
    }

    private void create(Scenario scenario) {
        scenario.begin(
                change(scenario.table()).requireTable(KEYSPACE, scenario.table().name()));
    }

    private Schema change(SchemaChange change) {
        CompletableFuture<Schema> changed =
                Objects.requireNonNull(cluster.schema(world.nodes().get(0))).change(change);
        world.time().runUntil(changed::isDone, FOUNDING_MAX_NANOS);
        return changed.join();
    }

    private void lookWhatIsSettled() {
        siblings.look();
        world.time().after(LOOK_NANOS, this::lookWhatIsSettled);
    }

    private void startClients() {
        for (int i = 0; i < options.clients(); i++) {
            RandomGenerator random = world.random("client-" + i);
            Client client = new Client(world, cluster, random, tally);
            working++;
            world.time().after(random.nextLong(1_000_000_000L), () -> step(client));
        }
    }

    private void step(Client client) {
        if (tally.operations() >= options.operations()) {
            working--;
            return;
        }
        draw(client.random())
                .step(
                        client,
                        () -> world.time()
                                .after(1 + client.random().nextLong(options.thinkMaxNanos()), () -> step(client)));
    }

    private Scenario draw(RandomGenerator random) {
        int draw = random.nextInt(100);
        int i = 0;
        while (draw >= WEIGHTS[i]) {
            draw -= WEIGHTS[i++];
        }
        return scenarios.get(i);
    }

    private void finish() {
        Client client = new Client(world, cluster, world.random("finish"), tally);
        List<Scenario> left = new ArrayList<>(scenarios);
        finishNext(client, left);
        if (!world.time().runUntil(left::isEmpty, HEALING_MAX_NANOS)) {
            violations.add("reads at ALL do not succeed after healing");
        }
    }

    private static void finishNext(Client client, List<Scenario> left) {
        if (!left.isEmpty()) {
            left.get(0).finish(client, () -> {
                left.remove(0);
                finishNext(client, left);
            });
        }
    }
}
