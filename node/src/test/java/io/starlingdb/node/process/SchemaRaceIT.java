package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.node.process.NodeProcess.Answer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All nodes change the same tables at once, one of them is cut off for a while, and all are restarted. */
class SchemaRaceIT {
    private static final Set<String> EXPECTED = Set.of(
            "already_exists", "invalid", "not_found", "conflict", "unavailable", "timeout", "unknown", "overloaded");
    private static final int ROUNDS = 12;

    @TempDir
    Path directory;

    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();

    @Test
    void shouldAgreeOnOneSchema() throws Exception {
        try (Cluster cluster = Cluster.of(directory, 3).found()) {
            cluster.node(0)
                    .cql("CREATE KEYSPACE ks WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}");
            cluster.node(0).cql("CREATE TABLE ks.kept (k int PRIMARY KEY, v int)");
            cluster.node(0).cql("CREATE TABLE ks.again (k int PRIMARY KEY, v int)");
            for (int k = 0; k < 50; k++) {
                cluster.node(k % 3).cql("INSERT INTO ks.kept (k, v) VALUES (" + k + ", " + k + ")");
                cluster.node(k % 3).cql("INSERT INTO ks.again (k, v) VALUES (" + k + ", " + k + ")");
            }
            race(cluster);
            for (NodeProcess node : cluster.nodes()) {
                assertThat(node.stop()).isZero();
            }
            cluster.start().nodes().forEach(NodeProcess::awaitReady);
            cluster.nodes().forEach(node -> node.awaitAlive(3));

            assertThat(surprises).isEmpty();
            cluster.node(0)
                    .await(
                            "of one schema with the others",
                            () -> tables(cluster, 0).equals(tables(cluster, 1))
                                    && tables(cluster, 1).equals(tables(cluster, 2)));
            assertThat(count(cluster, 1, "kept")).isEqualTo(50);
            assertThat(columns(cluster, "kept")).containsAll(List.of("k", "v", "n0", "n1", "n2"));
            cluster.node(1).cql("DROP TABLE IF EXISTS ks.again");
            cluster.node(2).cql("CREATE TABLE ks.again (k int PRIMARY KEY, v int)");
            assertThat(count(cluster, 0, "again")).isZero();
        }
    }

    private void race(Cluster cluster) throws Exception {
        List<Thread> racers = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            int node = number;
            Thread racer = new Thread(() -> change(cluster, node), "racer-" + number);
            racer.start();
            racers.add(racer);
        }
        Thread.sleep(300); // the race is under way
        cluster.node(2).pause();
        Thread.sleep(4_000); // long enough to be found dead
        cluster.node(2).resume();
        for (Thread racer : racers) {
            racer.join();
        }
    }

    private void change(Cluster cluster, int node) {
        insist(cluster, node, "ALTER TABLE ks.kept ADD n" + node + " int");
        for (int round = 0; round < ROUNDS; round++) {
            attempt(cluster, node, "CREATE TABLE ks.race (k int PRIMARY KEY, a int)");
            attempt(cluster, node, "ALTER TABLE ks.race ADD b" + node + " int");
            attempt(cluster, node, "DROP TABLE ks.race");
        }
    }

    /** Tries until it is so: a change whose outcome was not known may have happened. */
    private static void insist(Cluster cluster, int node, String statement) {
        cluster.node(node).await("done with " + statement, () -> {
            Answer answer = cluster.node(node).tryCql(statement);
            return answer.status() == 200
                    || answer.code().equals("already_exists")
                    || answer.code().equals("invalid");
        });
    }

    private void attempt(Cluster cluster, int node, String statement) {
        try {
            Answer answer = cluster.node(node).tryCql(statement);
            if (answer.status() != 200 && !EXPECTED.contains(answer.code())) {
                surprises.add(statement + ": " + answer);
            }
        } catch (UncheckedIOException e) {
            // The node was cut off for longer than this client waits.
        }
    }

    private static JsonNode tables(Cluster cluster, int node) {
        return cluster.node(node).get("/v1/keyspaces/ks/tables").body();
    }

    private static List<String> columns(Cluster cluster, String table) {
        List<String> names = new ArrayList<>();
        cluster.node(0)
                .get("/v1/keyspaces/ks/tables/" + table)
                .body()
                .path("columns")
                .forEach(column -> names.add(column.path("name").asText()));
        return names;
    }

    private static long count(Cluster cluster, int node, String table) {
        return cluster.node(node)
                .cql("SELECT COUNT(*) FROM ks." + table)
                .at("/rows/0/count")
                .asLong();
    }
}
