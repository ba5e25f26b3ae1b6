package io.starlingdb.node.process;

import static io.starlingdb.node.process.DrillCluster.await;
import static io.starlingdb.node.process.DrillCluster.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Each kind of change of ownership is begun, and cancelled with the command line while its rows are on their way, under a client at QUORUM: join,
 * decommission, another replication, rebalance, replace, remove. After each the ring is what it was before; at the end every row is there at ALL and no
 * node holds what it does not own. Run by {@code scripts/cancel-drill}; it ends with an exception that says what went wrong, or prints what it saw.
 */
final class CancelDrill {
    private static final String RING = "/v1/cluster/ring?keyspace=drill";

    private final Path directory;
    private final DrillCluster cluster;
    private final List<NodeProcess> members = new ArrayList<>();

    private CancelDrill(Path directory, DrillCluster cluster, List<NodeProcess> founders) {
        this.directory = directory;
        this.cluster = cluster;
        members.addAll(founders);
    }

    /** @param arguments rows, bytes of each, bytes that a node streams in a second */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("starling-cancel");
        try (DrillCluster cluster =
                new DrillCluster(directory, List.of("streaming.bytes_per_second=" + arguments[2]))) {
            List<NodeProcess> founders = cluster.found(3);
            TopologyDrill.createTable(founders.get(0));
            int rows = Integer.parseInt(arguments[0]);
            try (DrillLoad load = new DrillLoad(founders, 2, rows, Integer.parseInt(arguments[1]))) {
                load.fill();
                load.start();
                new CancelDrill(directory, cluster, founders).run(load);
            }
        }
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private void run(DrillLoad load) {
        NodeProcess asked = members.get(0);
        AtomicReference<NodeProcess> newcomer = new AtomicReference<>();
        cancelled("join", () -> newcomer.set(cluster.join()));
        newcomer.get().kill();
        for (int i = 0; i < 2; i++) {
            members.add(cluster.join());
            cluster.awaitRest(members);
        }
        cancelled("decommission", () -> cluster.begin(asked, "decommission", members.get(4)));
        cancelled(
                "replication",
                () -> asked.cql(
                        "ALTER KEYSPACE drill WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 4}"));
        cluster.begin(asked, "decommission", members.get(3)); // which makes shares uneven
        NodeProcess left = members.remove(3);
        cluster.awaitRest(members);
        left.kill();
        cancelled("rebalance", () -> asked.post("/v1/node/rebalance", "{}"));
        NodeProcess dead = members.remove(3);
        cluster.killForGood(asked, dead);
        cancelled("replace", () -> newcomer.set(cluster.replace(dead)));
        newcomer.get().kill();
        cancelled("remove", () -> cluster.begin(asked, "remove", dead));
        members.add(dead.start());
        cluster.awaitRest(members);
        load.end();
        System.out.println(load.figures());
        require(load.failed().isEmpty(), "requests failed: " + load.failed());
        require(load.wrong().isEmpty(), "reads were wrong: " + load.wrong());
        TopologyDrill.finish(members, load);
    }

    /** Begins the change, cancels it with the command line when some of its rows have moved, and compares the ring. */
    private void cancelled(String what, Runnable begin) {
        NodeProcess asked = members.get(0);
        String before = asked.get(RING).body().path("ranges").toString();
        begin.run();
        await(what + " to move something", () -> change(asked).path("bytes").asLong() > 0);
        JsonNode change = change(asked);
        String number = change.path("number").asText();
        StarlingProcess.Ended ended = StarlingProcess.run(
                directory,
                "starling",
                List.of(
                        "ring",
                        "cancel",
                        number,
                        "--host",
                        asked.addresses().host() + ":" + asked.addresses().http()));
        require(ended.code() == 0, "cancelling a " + what + ": " + ended.text());
        await("the cancelled " + what + " to be undone", () -> {
            JsonNode cluster = asked.get("/v1/cluster").body();
            return cluster.path("changes").isEmpty() && cluster.path("erasing").isEmpty();
        });
        require(
                asked.get(RING).body().path("ranges").toString().equals(before),
                "a cancelled " + what + " left another ring");
        System.out.printf(
                Locale.ROOT,
                "%s cancelled at %d %%, %d bytes: the ring is as before%n",
                what,
                change.path("percent").asInt(),
                change.path("bytes").asLong());
    }

    private static JsonNode change(NodeProcess asked) {
        return asked.get("/v1/cluster").body().path("changes").path(0);
    }
}
