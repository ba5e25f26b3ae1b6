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
 * Each kind of change of ownership is begun, and cancelled while its rows are on their way, under a client at QUORUM: join,
 * decommission, another replication, rebalance, replace, remove, copies to another datacenter. Some are cancelled early, some when most has moved; one is
 * too late, and is refused. After each the ring is what it was before; at the end every row is there at ALL and no node holds what it does not own. Run by {@code scripts/cancel-drill}; it ends with an exception that says what went wrong, or prints what it saw.
 */
final class CancelDrill {
    private static final String RING = "/v1/cluster/ring?keyspace=drill";
    private static final int EARLY = 0;
    /** In percent of the rows. */
    private static final int LATE = 75;

    private final DrillCluster cluster;
    private final List<NodeProcess> members = new ArrayList<>();
    private final NodeProcess asked;

    private CancelDrill(DrillCluster cluster, List<NodeProcess> founders) {
        this.cluster = cluster;
        members.addAll(founders);
        asked = founders.get(0);
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
                new CancelDrill(cluster, founders).run(load);
            }
        }
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private void run(DrillLoad load) {
        cancelJoins();
        for (int i = 0; i < 2; i++) {
            members.add(cluster.join());
            cluster.awaitRest(members);
        }
        cancelled("decommission", EARLY, () -> cluster.begin(asked, "decommission", members.get(4)));
        cancelled("decommission", LATE, () -> cluster.begin(asked, "decommission", members.get(4)));
        cancelled("replication", EARLY, () -> replicate("'class': 'SimpleStrategy', 'replication_factor': 4"));
        cluster.begin(asked, "decommission", members.get(3)); // which makes shares uneven
        leave(members.get(3));
        cancelled("rebalance", EARLY, () -> asked.post("/v1/node/rebalance", "{}"));
        cancelReplaceAndRemove();
        cancelDatacenters();
        load.end();
        System.out.println(load.figures());
        require(load.failed().isEmpty(), "requests failed: " + load.failed());
        require(load.wrong().isEmpty(), "reads were wrong: " + load.wrong());
        TopologyDrill.finish(members, load);
    }

    private void cancelJoins() {
        AtomicReference<NodeProcess> newcomer = new AtomicReference<>();
        for (int percent : List.of(EARLY, LATE)) {
            cancelled("join", percent, () -> newcomer.set(cluster.join()));
            newcomer.get().kill();
        }
        NodeProcess joined = cluster.join();
        await(
                "the join to be about to end",
                1,
                () -> change().path("phase").asText().equals("READ_NEW"));
        NodeProcess.Answer late = cancel(change().path("number").asText("1"));
        require(late.status() == 409 || late.status() == 404, "a join that is about to end was cancelled: " + late);
        System.out.println("a join cancelled too late is refused: " + late.text());
        members.add(joined);
        cluster.awaitRest(members);
        cluster.begin(asked, "decommission", joined);
        leave(joined);
    }

    private void cancelReplaceAndRemove() {
        AtomicReference<NodeProcess> newcomer = new AtomicReference<>();
        NodeProcess dead = members.remove(3);
        cluster.killForGood(asked, dead);
        cancelled("replace", EARLY, () -> newcomer.set(cluster.replace(dead)));
        newcomer.get().kill();
        cancelled("remove", EARLY, () -> cluster.begin(asked, "remove", dead));
        cancelled("remove", LATE, () -> cluster.begin(asked, "remove", dead));
        members.add(dead.start());
        cluster.awaitRest(members);
    }

    /** A copy of each row goes to another datacenter, and back. */
    private void cancelDatacenters() {
        String near = "'class': 'NetworkTopologyStrategy', 'dc1': 3";
        String apart = "'class': 'NetworkTopologyStrategy', 'dc1': 2, 'west': 1";
        replicate(near);
        cluster.awaitRest(members);
        members.add(cluster.join("datacenter=west"));
        cluster.awaitRest(members);
        cancelled("datacenters, a copy to another", EARLY, () -> replicate(apart));
        cancelled("datacenters, a copy to another", LATE, () -> replicate(apart));
        replicate(apart);
        cluster.awaitRest(members);
        cancelled("datacenters, a copy back", LATE, () -> replicate(near));
        replicate(near);
        cluster.awaitRest(members);
    }

    private void replicate(String replication) {
        asked.cql("ALTER KEYSPACE drill WITH replication = {" + replication + "}");
    }

    private void leave(NodeProcess node) {
        members.remove(node);
        cluster.awaitRest(members);
        node.kill();
    }

    /** Begins the change, cancels it when so many percent of its rows, or more, have moved, and compares the ring. */
    private void cancelled(String what, int percent, Runnable begin) {
        String before = ranges();
        begin.run();
        await(
                what + " to move something",
                () -> change().path("bytes").asLong() > 0
                        && change().path("percent").asInt() >= percent);
        JsonNode change = change();
        NodeProcess.Answer answer = cancel(change.path("number").asText());
        require(answer.status() == 200, "cancelling a " + what + ": " + answer);
        await("the cancelled " + what + " to be undone", () -> {
            JsonNode known = asked.get("/v1/cluster").body();
            return known.path("changes").isEmpty() && known.path("erasing").isEmpty();
        });
        require(ranges().equals(before), "a cancelled " + what + " left another ring");
        System.out.printf(
                Locale.ROOT,
                "%s cancelled at %d %%, %d bytes: the ring is as before%n",
                what,
                change.path("percent").asInt(),
                change.path("bytes").asLong());
    }

    /** As {@code starling ring cancel} does, which takes longer to start than some changes take. */
    private NodeProcess.Answer cancel(String number) {
        return asked.post("/v1/node/cancel", "{\"transition\":" + number + "}");
    }

    private String ranges() {
        return asked.get(RING).body().path("ranges").toString();
    }

    private JsonNode change() {
        return asked.get("/v1/cluster").body().path("changes").path(0);
    }
}
