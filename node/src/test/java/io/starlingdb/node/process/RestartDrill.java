package io.starlingdb.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.node.process.StarlingProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Restarts three real nodes under load, by the script and an inventory, and prints what clients saw. Run by {@code scripts/restart-drill}; it ends
 * with an exception that says what went wrong.
 */
public final class RestartDrill {
    private static final String OLDER = "--set internode_wire_max=1";

    private final Path directory;
    private final ScriptedNodes nodes;
    /** Each load has tables of its own: what the one before wrote has later timestamps. */
    private final List<String> tables = new ArrayList<>();

    private RestartDrill(Path directory, ScriptedNodes nodes) {
        this.directory = directory;
        this.nodes = nodes;
    }

    /** @param args {@code restart}, {@code upgrade}, or {@code repeat TIMES} */
    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory("starling-restart");
        String what = args[0];
        try (ScriptedNodes nodes = new ScriptedNodes(directory)) {
            RestartDrill drill = new RestartDrill(directory, nodes);
            nodes.speak(what.equals("upgrade") ? OLDER : "");
            nodes.found();
            drill.createKeyspace();
            switch (what) {
                case "restart" -> {
                    drill.underLoad("drained", false);
                    drill.underLoad("killed", true, "--kill");
                    drill.underLoad("rack by rack", false, "--rack");
                }
                case "upgrade" -> {
                    drill.requireSpoken(Set.of("1-1"));
                    nodes.speak("");
                    drill.underLoad("upgraded", false);
                    drill.requireSpoken(Set.of("1-2"));
                    nodes.speak(OLDER);
                    drill.underLoad("taken back", false);
                    drill.requireSpoken(Set.of("1-1"));
                }
                case "repeat" -> drill.repeat(Integer.parseInt(args[1]));
                default -> throw new IllegalArgumentException("restart, upgrade or repeat TIMES: " + what);
            }
            drill.requireEqualReplicas();
        }
        System.out.println("Logs: " + directory);
    }

    private void createKeyspace() {
        nodes.nodes()
                .get(0)
                .cql("CREATE KEYSPACE ks WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}");
    }

    private String newTable() {
        String table = "t" + tables.size();
        nodes.nodes().get(0).cql("CREATE TABLE ks." + table + " (k text PRIMARY KEY, v int)");
        tables.add(table);
        return table;
    }

    private void underLoad(String what, boolean kills, String... options) {
        try (Loads loads = new Loads()) {
            restart(options);
            loads.report(what, kills);
        }
    }

    /** Rolling restarts in a row; before every second one a node is killed and started. */
    private void repeat(int times) throws IOException {
        Random random = new Random(times);
        int kills = 0;
        try (Loads loads = new Loads()) {
            for (int time = 1; time <= times; time++) {
                if (random.nextBoolean()) {
                    int victim = 1 + random.nextInt(3);
                    nodes.run("kill", victim);
                    nodes.run("start", victim);
                    kills++;
                }
                nodes.awaitAll("/health/ready");
                nodes.await(this::hasNoDoubts);
                System.out.println(time + ": " + restart().strip());
            }
            loads.report(times + " restarts, " + kills + " kills", kills > 0);
        }
    }

    private boolean hasNoDoubts() {
        return script("--check").code() == 0;
    }

    private String restart(String... options) {
        Ended ended = script(options);
        require(ended.code() == 0, "rolling-restart failed: " + ended.text());
        return ended.text().lines().reduce((first, last) -> last).orElse("");
    }

    private Ended script(String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("--inventory", nodes.inventory().toString()));
        arguments.addAll(Arrays.asList(options));
        return StarlingProcess.run(directory, "rolling-restart", arguments);
    }

    private void requireSpoken(Set<String> versions) {
        Set<String> spoken = new TreeSet<>();
        for (JsonNode node : nodes.nodes().get(0).get("/v1/cluster").body().path("nodes")) {
            spoken.add(node.path("wire").asText());
        }
        require(spoken.equals(versions), "spoken are " + spoken + " instead of " + versions);
        System.out.println("All nodes speak the wire versions " + String.join(", ", spoken));
    }

    /** Every node's own copy, row by row, and the sums that replicas compare. */
    private void requireEqualReplicas() {
        long begin = System.nanoTime();
        for (String table : tables) {
            nodes.await(() -> nodes.nodes().stream()
                            .map(node -> rows(node, table))
                            .distinct()
                            .count()
                    == 1);
        }
        nodes.await(() -> nodes.nodes().stream()
                        .map(node -> node.get("/v1/node")
                                .body()
                                .at("/anti_entropy/sum")
                                .asText())
                        .distinct()
                        .count()
                == 1);
        System.out.printf(
                Locale.ROOT,
                "All replicas are equal, row by row and by their sums (%s), %.1f s after the last restart%n",
                nodes.nodes()
                        .get(0)
                        .get("/v1/node")
                        .body()
                        .at("/anti_entropy/sum")
                        .asText(),
                (System.nanoTime() - begin) / 1e9);
    }

    private static Set<String> rows(NodeProcess node, String table) {
        Set<String> rows = new TreeSet<>();
        node.post(
                        "/v1/cql",
                        "{\"statement\":\"SELECT k, v FROM ks." + table
                                + "\",\"consistency\":\"ONE\",\"page_size\":5000}")
                .body()
                .path("rows")
                .forEach(row -> rows.add(row.toString()));
        return rows;
    }

    private static List<String> first(List<String> failures) {
        return failures.subList(0, Math.min(5, failures.size()));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** HTTP with failover; the driver as it is with statements that it may repeat, and with others. */
    private final class Loads implements AutoCloseable {
        private final long begin = System.nanoTime();
        private final HttpLoad http = new HttpLoad(
                        List.of(nodes.host(1) + ":8080", nodes.host(2) + ":8080", nodes.host(3) + ":8080"),
                        "ks",
                        newTable())
                .start(2);
        private final DriverLoad idempotent = new DriverLoad(nodes.nodes().get(0), "ks." + newTable(), true).start(2);
        private final DriverLoad other = new DriverLoad(nodes.nodes().get(0), "ks." + newTable(), false).start(2);

        /** @param kills whether statements that the driver may not repeat may fail */
        void report(String what, boolean kills) {
            close();
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(Locale.ROOT, "%s, %.1f s in all:%n", what, seconds);
            line("HTTP, failover", http.requests(), http.failures().size(), http.worstMillis());
            line(
                    "driver, idempotent",
                    idempotent.requests(),
                    idempotent.failures().size(),
                    idempotent.worstMillis());
            line("driver, others", other.requests(), other.failures().size(), other.worstMillis());
            require(http.failures().isEmpty(), "HTTP failed: " + first(http.failures()));
            require(idempotent.failures().isEmpty(), "idempotent statements failed: " + first(idempotent.failures()));
            require(kills || other.failures().isEmpty(), "statements failed: " + first(other.failures()));
        }

        private void line(String who, long requests, int failed, long worstMillis) {
            System.out.printf(
                    Locale.ROOT,
                    "  %-20s %7d requests, %d failed, worst latency %d ms%n",
                    who,
                    requests,
                    failed,
                    worstMillis);
        }

        @Override
        public void close() {
            http.close();
            idempotent.close();
            other.close();
        }
    }
}
