package io.starlingdb.node.process;

import static io.starlingdb.node.process.RepairDrill.require;
import static io.starlingdb.node.process.RepairDrill.say;
import static io.starlingdb.node.process.RepairDrill.secondsSince;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;

/** Sections of the drill: a replica is away while a million writes hit few rows, or more rows than hints are kept for. */
final class HintsDrill {
    private static final int DELIVERY_SECONDS = 10;

    private HintsDrill() {}

    /** Many writes of few rows: a hint a row, delivered within seconds. */
    static void coalesced(Path directory, boolean isQuick) {
        int rows = isQuick ? 100 : 1_000;
        int writes = isQuick ? 20_000 : 1_000_000;
        try (Cluster cluster = Cluster.of(directory, 3).found()) {
            createTable(cluster.node(0));
            List<NodeProcess> holders = cluster.nodes().subList(0, 2);
            NodeProcess away = cluster.node(2);
            away.kill();
            long begin = System.nanoTime();
            boolean inOrder = write(cluster.node(0), writes, number -> number % rows);
            double seconds = secondsSince(begin);
            awaitHinted(holders, writes);
            long[] kept = holders.stream().mapToLong(NodeFigures::hints).toArray();
            say(
                    "%d writes of %d rows in %.0f s while one replica was away: %d and %d hints",
                    writes, rows, seconds, kept[0], kept[1]);
            require(kept[0] <= rows && kept[1] <= rows, "more hints than rows");
            require(kept[0] + kept[1] >= rows, "some rows have no hint");

            away.start().awaitReady();
            long back = System.nanoTime();
            NodeFigures.await(
                    "the hints to be delivered",
                    60,
                    () -> holders.stream().allMatch(holder -> NodeFigures.hints(holder) == 0));
            double delivered = secondsSince(back);
            say("delivered %.1f s after it was ready again", delivered);
            holders.forEach(HintsDrill::addUp);
            require(delivered <= DELIVERY_SECONDS, "that is more than %d s", DELIVERY_SECONDS);
            NodeFigures.await("equal sums", 60, () -> NodeFigures.areEqual(cluster.nodes()));
            holders.forEach(NodeProcess::kill);
            require(own(away, rows, inOrder ? writes - rows : 0) == rows, "the replica that was away lacks rows");
        }
    }

    /** More rows than hints are kept for: exchanges bring the rest, unasked. */
    static void beyondTheLimit(Path directory, boolean isQuick) {
        int rows = isQuick ? 20_000 : 1_000_000;
        int limit = rows / 4;
        try (Cluster cluster = Cluster.of(
                        directory,
                        3,
                        "hints.target_max_count=" + limit,
                        "hints.max_count=" + Math.max(1_000, limit * 2))
                .found()) {
            createTable(cluster.node(0));
            List<NodeProcess> holders = cluster.nodes().subList(0, 2);
            NodeProcess away = cluster.node(2);
            away.kill();
            long begin = System.nanoTime();
            write(cluster.node(0), rows, number -> number);
            double seconds = secondsSince(begin);
            awaitHinted(holders, rows);
            long[] kept = holders.stream().mapToLong(NodeFigures::hints).toArray();
            long[] dropped = holders.stream()
                    .mapToLong(holder -> NodeFigures.counter(holder, "starling_hints_dropped_total"))
                    .toArray();
            say(
                    "%d rows in %.0f s while one replica was away: %d and %d hints kept, %d and %d dropped",
                    rows, seconds, kept[0], kept[1], dropped[0], dropped[1]);
            require(kept[0] <= limit && kept[1] <= limit, "more hints than the limit of %d", limit);
            require(dropped[0] + dropped[1] > 0, "nothing was dropped");

            away.start().awaitReady();
            long back = System.nanoTime();
            NodeFigures.await(
                    "the hints to be delivered",
                    600,
                    () -> holders.stream().allMatch(holder -> NodeFigures.hints(holder) == 0));
            double delivered = secondsSince(back);
            NodeFigures.await("equal sums", 900, () -> NodeFigures.areEqual(cluster.nodes()));
            double whole = secondsSince(back);
            long fetched = cluster.nodes().stream()
                    .mapToLong(node -> NodeFigures.counter(node, "starling_exchange_rows_total"))
                    .sum();
            say(
                    "hints delivered after %.1f s, all replicas equal after %.1f s; exchanges carried %d rows",
                    delivered, whole, fetched);
            holders.forEach(HintsDrill::addUp);
            holders.forEach(NodeProcess::kill);
            require(own(away, rows, 0) == rows, "the replica that was away lacks rows");
        }
    }

    private interface Row {
        int of(int number);
    }

    /** Returns whether each was sent once, so that the driver's timestamps are in the order of the values. */
    private static boolean write(NodeProcess contact, int writes, Row row) {
        try (BulkWrites bulk = new BulkWrites(contact, ConsistencyLevel.QUORUM)) {
            PreparedStatement insert = bulk.prepare("INSERT INTO drill.t (k, v) VALUES (?, ?)");
            bulk.run(0, writes, number -> insert.bind(row.of(number), number));
            if (bulk.repeated() > 0) {
                say("%d batches had to be sent again", bulk.repeated());
            }
            return bulk.repeated() == 0;
        }
    }

    private static void createTable(NodeProcess node) {
        node.cql("CREATE KEYSPACE drill WITH replication = {'class':'SimpleStrategy','replication_factor':3}");
        node.cql("CREATE TABLE drill.t (k int PRIMARY KEY, v int)");
    }

    /** A hint is kept, or dropped, when its write is over, which may be seconds after its answer: waits until each has been. */
    private static void awaitHinted(List<NodeProcess> holders, int writes) {
        NodeFigures.await("the last hints to be stored", 60, () -> {
            long stored = 0;
            for (NodeProcess holder : holders) {
                stored += NodeFigures.counter(holder, "starling_hints_stored_total");
            }
            return stored >= writes;
        });
    }

    private static void addUp(NodeProcess holder) {
        long stored = NodeFigures.counter(holder, "starling_hints_stored_total");
        long delivered = NodeFigures.counter(holder, "starling_hints_delivered_total");
        long superseded = NodeFigures.counter(holder, "starling_hints_superseded_total");
        long expired = NodeFigures.counter(holder, "starling_hints_expired_total");
        long dropped = NodeFigures.counter(holder, "starling_hints_dropped_total");
        say(
                "a holder: %d stored = %d delivered + %d superseded + %d expired + %d dropped",
                stored, delivered, superseded, expired, dropped);
        require(stored == delivered + superseded + expired + dropped, "these do not add up");
    }

    /** How many rows the node itself holds, none of an older value than this. */
    private static int own(NodeProcess node, int rows, int oldest) {
        int[] count = new int[1];
        NodeFigures.own(node, "SELECT k, v FROM drill.t", (JsonNode row) -> {
            require(row.path("v").asInt() >= oldest, "an old value: %s", row);
            require(row.path("v").asInt() % rows == row.path("k").asInt(), "a wrong value: %s", row);
            count[0]++;
        });
        return count[0];
    }
}
