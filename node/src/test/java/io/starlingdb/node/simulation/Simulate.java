package io.starlingdb.node.simulation;

import io.starlingdb.sim.FaultKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scripts/simulate}: runs simulations seed by seed, several worlds side by side, each in a thread of its own. */
@Command(
        name = "simulate",
        description = "Runs a whole cluster on virtual time under faults and checks every answer; a seed says it all.")
final class Simulate implements Callable<Integer> {
    @Option(names = "--seed", paramLabel = "N", description = "The first seed (default: 1).")
    private long seed = 1;

    @Option(names = "--count", paramLabel = "K", description = "How many seeds from there on (default: 1).")
    private int count = 1;

    @Option(names = "--threads", paramLabel = "T", description = "Worlds side by side (default: one a processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--plant", paramLabel = "BUG", description = "Puts a mistake in: ${COMPLETION-CANDIDATES}.")
    private PlantedBug bug = PlantedBug.NONE;

    @Option(names = "--topology", description = "Nodes come and go, and ranges move, meanwhile.")
    private boolean topology;

    @Option(names = "--help", usageHelp = true, description = "Says this.")
    private boolean help;

    private final Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
    private long operations;
    private long done;

    private Simulate() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Simulate())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (help) {
            return 0;
        }
        System.out.println("seed " + seed + (count > 1 ? " to " + (seed + count - 1) : ""));
        System.out.println(Simulation.optionsOf(seed, topology));
        long began = System.nanoTime();
        Map<Long, SimulationResult> failed = runAll();
        System.out.printf(
                Locale.ROOT,
                "%d runs in %.1f s, %,d requests, %,d of them done%n",
                count,
                (System.nanoTime() - began) / 1e9,
                operations,
                done);
        System.out.println("faults: " + faults);
        if (failed.isEmpty()) {
            System.out.println("all well");
            return 0;
        }
        failed.values().forEach(Simulate::show);
        System.out.println(failed.size() + " of " + count + " seeds failed: " + failed.keySet());
        System.out.println(
                "replay: scripts/simulate --seed " + failed.keySet().iterator().next() + (topology ? " --topology" : "")
                        + (bug == PlantedBug.NONE ? "" : " --plant " + bug));
        return 1;
    }

    private Map<Long, SimulationResult> runAll() throws Exception {
        Map<Long, SimulationResult> failed = new TreeMap<>();
        ExecutorService workers = Executors.newFixedThreadPool(Math.max(1, threads));
        try {
            List<Future<SimulationResult>> runs = new java.util.ArrayList<>();
            for (int i = 0; i < count; i++) {
                long one = seed + i;
                runs.add(workers.submit(() -> Simulation.run(one, bug, topology)));
            }
            Future<SimulationResult> again = workers.submit(() -> Simulation.run(seed, bug, topology));
            for (Future<SimulationResult> run : runs) {
                SimulationResult result = run.get();
                add(result);
                if (count == 1) {
                    show(result);
                }
                if (!result.isWell()) {
                    failed.put(result.seed(), result);
                    System.out.println("seed " + result.seed() + " FAILED: "
                            + result.violations().first().get(0));
                }
            }
            SimulationResult first = runs.get(0).get();
            if (again.get().hash() != first.hash()) {
                System.out.println("seed " + seed + " is not deterministic");
                first.violations()
                        .add("the same seed gave the hashes " + first.hash() + " and "
                                + again.get().hash());
                failed.put(seed, first);
            }
            return failed;
        } finally {
            workers.shutdownNow();
        }
    }

    private void add(SimulationResult result) {
        operations += result.tally().operations();
        done += result.tally().done();
        for (FaultKind kind : FaultKind.values()) {
            faults.merge(kind, result.faults().of(kind), Long::sum);
        }
    }

    private static void show(SimulationResult result) {
        System.out.printf(
                Locale.ROOT,
                "seed %d: hash %016x, %.1f s virtual, %s, %d violations, %s%n",
                result.seed(),
                result.hash(),
                result.virtualNanos() / 1e9,
                result.tally(),
                result.violations().count(),
                result.faults());
        result.violations().first().forEach(violation -> System.out.println("  " + violation));
    }
}
