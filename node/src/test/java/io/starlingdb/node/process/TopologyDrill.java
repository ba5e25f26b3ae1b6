package io.starlingdb.node.process;

import static io.starlingdb.node.process.DrillCluster.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Nodes join, leave, are replaced, removed and rebalanced under a client at QUORUM, first undisturbed, then with kill -9 of one node during each
 * change: the one that gains, one that sends, and the one that takes the change from phase to phase. Run by {@code scripts/topology-drill}; it ends
 * with an exception that says what went wrong, or prints what it saw.
 *
 * <p>Nodes 1 to 3 hold the data; node 1 was asked for each change and is the first to propose its steps. While a dead node is being replaced or
 * removed, a second one that is killed leaves some rows no quorum: then, and only until that one is back, requests may be refused.
 */
final class TopologyDrill {
    /** Who is killed during a change. */
    enum Role {
        NOBODY,
        GAINING,
        SENDING,
        COORDINATING
    }

    private final DrillCluster cluster;
    private final DrillLoad load;
    private final Random random;
    private final int killWithinMillis;
    private final List<NodeProcess> members = new ArrayList<>();

    /** @param killWithinMillis at what moment of a change a node is killed, at the latest */
    TopologyDrill(DrillCluster cluster, List<NodeProcess> founders, DrillLoad load, long seed, int killWithinMillis) {
        this.killWithinMillis = killWithinMillis;
        this.cluster = cluster;
        this.load = load;
        this.random = new Random(seed);
        members.addAll(founders);
    }

    /** @param arguments rows, bytes of each, seed */
    public static void main(String[] arguments) throws IOException {
        int rows = Integer.parseInt(arguments[0]);
        int bytes = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        Path directory = Files.createTempDirectory("starling-drill");
        try (DrillCluster cluster = new DrillCluster(directory, List.of("streaming.bytes_per_second=16MiB"))) {
            List<NodeProcess> founders = cluster.found(3);
            createTable(founders.get(0));
            try (DrillLoad load = new DrillLoad(founders, 4, rows, bytes)) {
                long begun = System.nanoTime();
                load.fill();
                say(begun, "%d rows of %d bytes are stored, seed %d".formatted(rows, bytes, seed));
                load.start();
                TopologyDrill drill = new TopologyDrill(cluster, founders, load, seed, 4_000);
                drill.all(Role.NOBODY);
                drill.check("undisturbed");
                for (Role role : List.of(Role.GAINING, Role.SENDING, Role.COORDINATING)) {
                    drill.all(role);
                    drill.check(role.name().toLowerCase(Locale.ROOT) + " node killed");
                }
                load.end();
                drill.finish();
            }
        }
        try (var files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    static void createTable(NodeProcess node) {
        node.cql("CREATE KEYSPACE drill WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}");
        node.cql("CREATE TABLE drill.birds (k text PRIMARY KEY, v text)");
    }

    /** Join, decommission, join, replace, remove, two joins, decommission, rebalance, decommission: three nodes before and after. */
    void all(Role role) {
        joinAndDecommission(role);
        NodeProcess fourth = change("join", Role.NOBODY, cluster::join);
        NodeProcess fifth = replaceDead(fourth, role);
        removeDead(fifth, role);
        NodeProcess uneven = change("join", Role.NOBODY, cluster::join);
        NodeProcess last = change("join", Role.NOBODY, cluster::join);
        decommission(uneven, Role.NOBODY);
        rebalance(role);
        decommission(last, Role.NOBODY);
    }

    /** The same in short, each role killed once: three nodes before and after. */
    void few() {
        NodeProcess fourth = change("join", Role.GAINING, cluster::join);
        NodeProcess fifth = change("join", Role.NOBODY, cluster::join);
        decommission(fourth, Role.SENDING);
        rebalance(Role.NOBODY);
        removeDead(replaceDead(fifth, Role.NOBODY), Role.COORDINATING);
        check("few changes");
    }

    private void joinAndDecommission(Role role) {
        NodeProcess fourth = change("join", role, cluster::join);
        decommission(fourth, role);
    }

    private NodeProcess change(String what, Role role, Supplier<NodeProcess> begin) {
        long begun = System.nanoTime();
        NodeProcess node = begin.get();
        disturb(role, node, members.get(2), false);
        members.add(node);
        cluster.awaitRest(members);
        say(begun, what + killed(role));
        return node;
    }

    private void decommission(NodeProcess node, Role role) {
        long begun = System.nanoTime();
        cluster.begin(members.get(0), "decommission", node);
        disturb(role, members.get(2), node, false);
        members.remove(node);
        cluster.awaitRest(members);
        node.kill();
        say(begun, "decommission" + killed(role));
    }

    private NodeProcess replaceDead(NodeProcess dead, Role role) {
        cluster.killForGood(members.get(0), dead);
        long begun = System.nanoTime();
        NodeProcess node = cluster.replace(dead);
        disturb(role, node, members.get(2), true);
        members.remove(dead);
        members.add(node);
        cluster.awaitRest(members);
        say(begun, "replace" + killed(role));
        return node;
    }

    private void removeDead(NodeProcess dead, Role role) {
        cluster.killForGood(members.get(0), dead);
        long begun = System.nanoTime();
        cluster.begin(members.get(0), "remove", dead);
        disturb(role, members.get(1), members.get(2), true);
        members.remove(dead);
        cluster.awaitRest(members);
        say(begun, "remove" + killed(role));
    }

    /** Moves tokens; one that left has made shares uneven. */
    private void rebalance(Role role) {
        long begun = System.nanoTime();
        double before = spread();
        require(members.get(0).post("/v1/node/rebalance", "{}").status() / 100 == 2, "the rebalance was refused");
        // Tokens are chosen first: until the change is in the record, the death of the node that was asked ends it.
        DrillCluster.await(
                "the rebalance to be begun",
                () -> spread() < before
                        || !members.get(0)
                                .get("/v1/cluster")
                                .body()
                                .path("changes")
                                .isEmpty());
        disturb(role, members.get(3), members.get(2), false);
        cluster.awaitRest(members);
        say(begun, "rebalance from %.3f to %.3f".formatted(before, spread()) + killed(role));
    }

    /** The largest share over the smallest. */
    private double spread() {
        return members.get(0)
                .post("/v1/node/plan", "{\"change\":\"rebalance\"}")
                .body()
                .at("/result/largest_over_smallest_before")
                .asDouble();
    }

    /**
     * Kills one node at some moment of the change and starts it again a little later.
     *
     * @param isOneDead whether another node is down meanwhile: then rows that both hold have no quorum
     */
    private void disturb(Role role, NodeProcess gaining, NodeProcess sending, boolean isOneDead) {
        NodeProcess victim = switch (role) {
            case NOBODY -> null;
            case GAINING -> gaining;
            case SENDING -> sending;
            case COORDINATING -> members.get(0);
        };
        if (victim == null) {
            return;
        }
        DrillCluster.pause(random.nextInt(killWithinMillis));
        boolean mayFail = isOneDead && members.contains(victim);
        load.mayFail(mayFail);
        victim.kill();
        DrillCluster.pause(random.nextInt(killWithinMillis));
        victim.start().awaitLive();
        if (mayFail) {
            victim.awaitReady();
            NodeProcess back = victim;
            members.stream()
                    .filter(NodeProcess::isRunning)
                    .forEach(node -> DrillCluster.await(
                            "the restarted node to be seen alive",
                            () -> DrillCluster.find(node, back)
                                    .path("liveness")
                                    .asText()
                                    .equals("ALIVE")));
            load.mayFail(false);
        }
    }

    private static String killed(Role role) {
        return role == Role.NOBODY ? "" : ", the " + role.name().toLowerCase(Locale.ROOT) + " node killed";
    }

    /** Nothing has failed so far that must not. */
    private void check(String what) {
        System.out.println(what + ": " + load.figures());
        require(load.failed().isEmpty(), "requests failed: " + first(load.failed()));
        require(load.wrong().isEmpty(), "reads were wrong: " + first(load.wrong()));
    }

    private static String first(List<String> many) {
        return many.size() + " of them: " + many.subList(0, Math.min(5, many.size()));
    }

    void finish() {
        finish(members, load);
    }

    /** All rows are there at ALL, and no node holds what it does not own; ends the members. */
    static void finish(List<NodeProcess> members, DrillLoad load) {
        List<String> problems = load.verify();
        require(problems.isEmpty(), "rows are not as they should be: " + first(problems));
        JsonNode ring = members.get(0).get("/v1/cluster/ring?keyspace=drill").body();
        List<String> ids = members.stream()
                .map(node -> node.get("/v1/node").body().path("id").asText())
                .toList();
        members.forEach(node -> require(node.stop() == 0, "a node did not stop cleanly"));
        StoredRanges stored = new StoredRanges(ring);
        long copies = 0;
        for (int i = 0; i < members.size(); i++) {
            StoredRanges.Count count = stored.count(members.get(i).directory(), ids.get(i));
            System.out.println("node " + ids.get(i) + " holds " + count.owned() + " rows, and " + count.strange()
                    + " strange ones");
            require(count.strange() == 0, "a node holds rows that it does not own");
            copies += count.owned();
        }
        require(copies == 3 * load.rows(), load.rows() + " rows have " + copies + " copies on their owners");
        System.out.println(load.inserted() + " rows were inserted meanwhile; all rows are as they should be at ALL, in "
                + copies + " copies");
    }

    private static void say(long begunNanos, String what) {
        System.out.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - begunNanos) / 1e9, what);
    }
}
