package io.starlingdb.node.process;

import static io.starlingdb.node.process.RepairDrill.require;
import static io.starlingdb.node.process.RepairDrill.say;
import static io.starlingdb.node.process.RepairDrill.secondsSince;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Section of the drill: partitions, rows, ranges of rows, cells and elements are deleted while some replica still has them, in the ways in which
 * other systems bring them back. After each case every node's own copies must be what is left, and nothing else.
 */
final class DeletionDrill {
    private static final int ROWS = 5;
    private static final int HINTS = 200;

    private final Cluster cluster;
    private final int partitions;
    private final NodeProcess victim;
    private final SortedMap<String, String> expected = new TreeMap<>();

    private DeletionDrill(Cluster cluster, int partitions) {
        this.cluster = cluster;
        this.partitions = partitions;
        this.victim = cluster.node(2);
    }

    static void run(Path directory, boolean isQuick) throws IOException {
        try (Cluster cluster = Cluster.of(
                        directory,
                        3,
                        "hints.max_count=1000",
                        "hints.target_max_count=" + HINTS,
                        "anti_entropy.interval=10s")
                .found()) {
            cluster.node(0)
                    .cql("CREATE KEYSPACE drill WITH replication = {'class':'SimpleStrategy','replication_factor':3}");
            cluster.node(0)
                    .cql("CREATE TABLE drill.d"
                            + " (p int, c int, s int static, v int, m map<int, int>, PRIMARY KEY (p, c))");
            DeletionDrill drill = new DeletionDrill(cluster, isQuick ? 500 : 10_000);
            drill.away(0);
            drill.hintOfDead(1);
            drill.restored(2, directory.resolve("old-copy"));
            drill.emptied(3);
        }
    }

    /** A replica is away while they are deleted, for more rows than hints are kept for. */
    private void away(int round) {
        write(round, partitions);
        victim.kill();
        delete(round, partitions);
        victim.start().awaitReady();
        settle("a replica was away");
        awaitPurged();
    }

    /** Who holds hints of the rows is dead while they are deleted, and delivers them then. */
    private void hintOfDead(int round) {
        int few = HINTS / ROWS / 2;
        NodeProcess holder = cluster.node(0);
        victim.kill();
        write(round, few, holder);
        NodeFigures.await("hints at their holder", 60, () -> NodeFigures.hints(holder) > 0);
        holder.kill();
        victim.start().awaitReady();
        delete(round, few);
        NodeFigures.await("two equal replicas", 120, () -> NodeFigures.areEqual(List.of(cluster.node(1), victim)));
        holder.start().awaitReady();
        NodeFigures.await("old hints to be delivered", 60, () -> NodeFigures.hints(holder) == 0);
        settle("a hint's holder was dead");
    }

    /** A copy of the directory from before is put back after everybody has forgotten the deletions. */
    private void restored(int round, Path copy) throws IOException {
        write(round, partitions);
        victim.stop();
        FolderCopy.make(victim.directory(), copy);
        victim.start().awaitReady();
        delete(round, partitions);
        NodeFigures.await("equal sums", 300, () -> NodeFigures.areEqual(cluster.nodes()));
        awaitPurged();
        victim.kill();
        victim.deleteData();
        FolderCopy.make(copy, victim.directory());
        victim.start().awaitReady();
        settle("an old copy of a directory was put back");
    }

    /** A replica's directory is deleted. */
    private void emptied(int round) throws IOException {
        write(round, partitions);
        delete(round, partitions);
        NodeFigures.await("equal sums", 300, () -> NodeFigures.areEqual(cluster.nodes()));
        awaitPurged();
        victim.kill();
        victim.deleteData();
        victim.start().awaitReady();
        settle("a directory was deleted");
        cluster.node(0).kill();
        cluster.node(1).kill();
        check(victim);
    }

    private void write(int round, int count) {
        write(round, count, cluster.node(1));
    }

    private void write(int round, int count, NodeProcess through) {
        try (BulkWrites bulk = new BulkWrites(through, ConsistencyLevel.QUORUM)) {
            PreparedStatement insert =
                    bulk.prepare("INSERT INTO drill.d (p, c, s, v, m) VALUES (?, ?, ?, ?, {1: 1, 2: 2})");
            bulk.run(0, count * ROWS, number -> {
                int partition = round * partitions + number / ROWS;
                return insert.bind(partition, number % ROWS, partition, number % ROWS);
            });
        }
        for (int number = 0; number < count * ROWS; number++) {
            expect(round * partitions + number / ROWS, number % ROWS);
        }
    }

    private void delete(int round, int count) {
        try (BulkWrites bulk = new BulkWrites(cluster.node(1), ConsistencyLevel.QUORUM)) {
            List<PreparedStatement> kinds = List.of(
                    bulk.prepare("DELETE FROM drill.d WHERE p = ?"),
                    bulk.prepare("DELETE FROM drill.d WHERE p = ? AND c = 2"),
                    bulk.prepare("DELETE FROM drill.d WHERE p = ? AND c >= 3"),
                    bulk.prepare("DELETE v FROM drill.d WHERE p = ? AND c = 1"),
                    bulk.prepare("DELETE m[1] FROM drill.d WHERE p = ? AND c = 0"));
            int first = round * partitions;
            bulk.run(
                    first,
                    first + count,
                    partition -> kinds.get(partition % kinds.size()).bind(partition));
        }
    }

    /** What is left of a row once it is deleted as its partition's number says. */
    private void expect(int partition, int row) {
        int kind = partition % 5;
        boolean isGone = kind == 0 || kind == 1 && row == 2 || kind == 2 && row >= 3;
        if (!isGone) {
            String value = kind == 3 && row == 1 ? "null" : Integer.toString(row);
            String map = kind == 4 && row == 0 ? "[[2,2]]" : "[[1,1],[2,2]]";
            expected.put(partition + "/" + row, partition + " " + value + " " + map);
        }
    }

    /** Waits until the replicas are equal and in good standing, and holds each to what is left. */
    private void settle(String what) {
        long begin = System.nanoTime();
        NodeFigures.await(
                "good standing",
                600,
                () -> cluster.nodes().stream()
                        .allMatch(node -> NodeFigures.state(node).equals("SERVING")));
        NodeFigures.await("equal sums", 300, () -> NodeFigures.areEqual(cluster.nodes()));
        double seconds = secondsSince(begin);
        cluster.nodes().forEach(this::check);
        NodeFigures.pause(12_000); // one more interval: what comes back late
        NodeFigures.await(
                "equal sums again",
                240,
                () -> NodeFigures.areEqual(cluster.nodes())); // they do not purge in the same minute
        cluster.nodes().forEach(this::check);
        say("%s: equal after %.1f s, %d rows left, nothing came back", what, seconds, expected.size());
    }

    private void check(NodeProcess node) {
        SortedMap<String, String> found = new TreeMap<>();
        NodeFigures.own(
                node,
                "SELECT p, c, s, v, m FROM drill.d",
                (JsonNode row) -> found.put(
                        row.path("p").asText() + "/" + row.path("c").asText(),
                        row.path("s").asText() + " " + row.path("v").asText() + " " + map(row.path("m"))));
        SortedMap<String, String> wrong = new TreeMap<>(found);
        wrong.entrySet().removeAll(expected.entrySet());
        require(
                wrong.isEmpty(),
                "%s has %s",
                node.addresses(),
                wrong.entrySet().stream().limit(5).toList());
        require(
                found.size() == expected.size(),
                "%s has %d rows of %d",
                node.addresses(),
                found.size(),
                expected.size());
    }

    private static String map(JsonNode column) {
        return column.toString().replace(" ", "");
    }

    /** Waits until no deletion is left in any node's storage. */
    private void awaitPurged() {
        long begin = System.nanoTime();
        long most = cluster.nodes().stream()
                .mapToLong(NodeFigures::tombstones)
                .max()
                .orElse(0);
        NodeFigures.await(
                "deletions to be purged",
                300,
                () -> cluster.nodes().stream().allMatch(node -> NodeFigures.tombstones(node) == 0));
        say("%d tombstones a node, none left %.1f s after the deletions", most, secondsSince(begin));
    }
}
