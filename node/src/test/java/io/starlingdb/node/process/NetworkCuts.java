package io.starlingdb.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.node.process.NodeProcess.Addresses;
import io.starlingdb.node.process.NodeProcess.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Cuts and heals real links between three real nodes under load, and checks what each side answers. Run by {@code scripts/network-cuts} as root;
 * it ends with an exception that says what went wrong, or prints what it saw.
 */
public final class NetworkCuts {
    private static final int NODES = 3;
    private static final String ROWS = "/v1/keyspaces/ks/tables/t/rows/";
    private static final long DETECTION_SECONDS = 15;
    private static final long AGREEMENT_SECONDS = 10;
    private static final long CONVERGENCE_SECONDS = 180;

    /** How a node is cut off. */
    private enum Cut {
        ISOLATED,
        DEAF,
        MUTE,
        PAIR,
        LOSSY,
        SLOW;

        void apply(NamespaceHosts hosts, int victim) {
            int next = (victim + 1) % NODES;
            int last = (victim + 2) % NODES;
            switch (this) {
                case ISOLATED -> {
                    hosts.cut(victim, next);
                    hosts.cut(victim, last);
                }
                case DEAF -> {
                    hosts.cutOneWay(next, victim);
                    hosts.cutOneWay(last, victim);
                }
                case MUTE -> {
                    hosts.cutOneWay(victim, next);
                    hosts.cutOneWay(victim, last);
                }
                case PAIR -> hosts.cut(victim, next);
                case LOSSY -> hosts.lose(victim, 20);
                case SLOW -> hosts.delay(victim);
            }
        }

        /** Whether the victim is a minority of its own. */
        boolean isMinority() {
            return this == ISOLATED || this == DEAF || this == MUTE;
        }
    }

    private final NamespaceHosts hosts;
    private final List<NodeProcess> nodes;
    private long slowestAgreementMillis;

    private NetworkCuts(NamespaceHosts hosts, List<NodeProcess> nodes) {
        this.hosts = hosts;
        this.nodes = nodes;
    }

    /** @param args how many cuts to make (20) */
    public static void main(String[] args) throws IOException {
        int cycles = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        Path directory = Files.createTempDirectory("starling-cuts");
        List<NodeProcess> nodes = new ArrayList<>();
        try (NamespaceHosts hosts = NamespaceHosts.make(NODES)) {
            for (int host = 0; host < NODES; host++) {
                Addresses addresses = new Addresses(NamespaceHosts.address(host), 8080, 9042, 7000);
                nodes.add(new NodeProcess(
                        NamespaceHosts.on(host),
                        addresses,
                        directory.resolve("node-" + (host + 1)),
                        List.of("insecure=true", "seeds=" + NamespaceHosts.address(0) + ":7000")));
            }
            nodes.forEach(NodeProcess::start);
            nodes.forEach(node -> node.awaitAlive(NODES));
            require(nodes.get(0).post("/v1/init", "{}").status() == 200, "the founding failed");
            nodes.forEach(NodeProcess::awaitReady);
            ClusterIT.createTable(nodes.get(0));
            new NetworkCuts(hosts, nodes).run(cycles);
        } finally {
            nodes.forEach(NodeProcess::close);
        }
        System.out.println("Logs and data: " + directory);
    }

    private void run(int cycles) {
        Map<String, Integer> acknowledged = new HashMap<>();
        long refused = 0;
        for (int cycle = 0; cycle < cycles; cycle++) {
            Cut cut = Cut.values()[cycle % Cut.values().length];
            int victim = cycle % NODES;
            PatientClient client = new PatientClient(nodes, ROWS, "c" + cycle);
            long agreed;
            try (client) {
                cut.apply(hosts, victim);
                if (cut.isMinority()) {
                    checkSides(victim);
                } else {
                    pause(5);
                }
                hosts.heal();
                agreed = awaitAgreement();
            }
            slowestAgreementMillis = Math.max(slowestAgreementMillis, agreed);
            acknowledged.putAll(client.acknowledged());
            refused += client.refused();
            System.out.printf(
                    Locale.ROOT,
                    "%3d %-8s node %d: %d writes acknowledged, %d not; agreement %.1f s after healing%n",
                    cycle + 1,
                    cut.name().toLowerCase(Locale.ROOT),
                    victim + 1,
                    client.acknowledged().size(),
                    client.refused(),
                    agreed / 1000.0);
        }
        System.out.printf(
                Locale.ROOT,
                "%d cuts: %d writes acknowledged, %d refused; slowest agreement %.1f s%n",
                cycles,
                acknowledged.size(),
                refused,
                slowestAgreementMillis / 1000.0);
        require(slowestAgreementMillis <= TimeUnit.SECONDS.toMillis(AGREEMENT_SECONDS), "views agreed too late");
        awaitEqualReplicas(acknowledged);
    }

    /** The minority must say that a quorum is not there and still serve ONE; the majority serves both. */
    private void checkSides(int victim) {
        NodeProcess alone = nodes.get(victim);
        await(
                "node " + (victim + 1) + " to call a quorum unavailable",
                DETECTION_SECONDS,
                () -> write(alone, "quorum").code().equals("unavailable"));
        require(write(alone, "one").status() == 200, "the minority does not write at ONE");
        require(alone.get(ROWS + "probe?consistency=one").status() == 200, "the minority does not read at ONE");
        for (NodeProcess other : nodes) {
            if (other != alone) {
                await(
                        "the majority to serve QUORUM",
                        DETECTION_SECONDS,
                        () -> write(other, "quorum").status() == 200);
            }
        }
    }

    private static Answer write(NodeProcess node, String level) {
        return node.put(ROWS + "probe?timeout_ms=2000&consistency=" + level, "{\"v\":1}");
    }

    /** Milliseconds until every node holds every node alive. */
    private long awaitAgreement() {
        long begin = System.nanoTime();
        await("all views to agree", DETECTION_SECONDS * 2, () -> nodes.stream().allMatch(NetworkCuts::seesAll));
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    private static boolean seesAll(NodeProcess node) {
        int alive = 0;
        for (JsonNode member : node.get("/v1/cluster").body().path("nodes")) {
            alive += member.path("liveness").asText().equals("ALIVE") ? 1 : 0;
        }
        return alive == NODES;
    }

    private void awaitEqualReplicas(Map<String, Integer> acknowledged) {
        long begin = System.nanoTime();
        await("the replicas to be equal", CONVERGENCE_SECONDS, () -> {
            Map<String, Integer> first = dump(nodes.get(0));
            return NodeFigures.areEqual(nodes)
                    && first.keySet().containsAll(acknowledged.keySet())
                    && nodes.stream().skip(1).allMatch(node -> dump(node).equals(first));
        });
        Map<String, Integer> rows = dump(nodes.get(0));
        acknowledged.forEach((key, value) -> require(value.equals(rows.get(key)), key + " is " + rows.get(key)));
        System.out.printf(
                Locale.ROOT,
                "All %d rows are equal on all nodes, by tree and row by row, %.1f s after the last cut; no acknowledged write is missing.%n",
                rows.size(),
                (System.nanoTime() - begin) / 1e9);
    }

    /** What the node itself holds: at ONE it reads its own copy. */
    private static Map<String, Integer> dump(NodeProcess node) {
        Map<String, Integer> rows = new TreeMap<>();
        NodeFigures.own(
                node,
                "SELECT k, v FROM ks.t",
                row -> rows.put(row.path("k").asText(), row.path("v").asInt()));
        return rows;
    }

    private static void await(String what, long seconds, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            require(System.nanoTime() < deadline, "waited " + seconds + " s in vain for " + what);
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static void pause(long seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        await("time to pass", seconds + 1, () -> System.nanoTime() >= deadline);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
