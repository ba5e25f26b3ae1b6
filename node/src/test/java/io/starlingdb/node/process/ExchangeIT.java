package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real processes, of which one was away and has no hints to come: exchanges bring it what it missed. */
class ExchangeIT {
    private static final boolean FULL = Boolean.getBoolean("starling.full");
    private static final int ROWS = FULL ? 20_000 : 300;
    private static final String TABLE = "/v1/keyspaces/ks/tables/t/rows/";

    @TempDir
    Path directory;

    @Test
    void shouldBringAReplicaWhatNoHintHasKeptWithoutAnyoneAsking() throws Exception {
        try (Cluster cluster =
                Cluster.of(directory, 3, "hints.target_max_count=1").found()) {
            NodeProcess first = cluster.node(0);
            NodeProcess second = cluster.node(1);
            NodeProcess away = cluster.node(2);
            first.cql("CREATE KEYSPACE ks WITH replication = {'class':'SimpleStrategy','replication_factor':3}");
            first.cql("CREATE TABLE ks.t (k int PRIMARY KEY, v int)");
            write(first, ROWS, 1);
            away.kill();
            write(second, ROWS, 2);

            away.start().awaitReady();
            long back = System.nanoTime();
            awaitValue(away, ROWS - 1, 2);
            first.kill();
            second.kill();
            for (int row = 0; row < ROWS; row++) {
                awaitValue(away, row, 2);
            }
            System.out.printf(Locale.ROOT, "%d rows fetched in %.1f s%n", ROWS, (System.nanoTime() - back) / 1e9);
        }
    }

    @Test
    void shouldRepairAtOnceAndShowItsProgress() throws Exception {
        try (Cluster cluster = Cluster.of(directory, 3).found()) {
            NodeProcess node = cluster.node(0);
            node.cql("CREATE KEYSPACE ks WITH replication = {'class':'SimpleStrategy','replication_factor':3}");
            node.cql("CREATE TABLE ks.t (k int PRIMARY KEY, v int)");
            write(node, 20, 1);

            JsonNode begun =
                    node.post("/v1/node/repair", "{\"keyspace\":\"ks\"}").body();
            JsonNode status = begun;
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!status.path("state").asText().equals("DONE") && System.nanoTime() < end) {
                Thread.sleep(100);
                status = node.get("/v1/operations/" + begun.path("id").asText()).body();
            }

            assertThat(status.path("state").asText()).as("%s", status).isEqualTo("DONE");
            assertThat(status.path("done").asLong())
                    .isEqualTo(status.path("total").asLong())
                    .isPositive();
            JsonNode state = node.get("/v1/node").body().path("anti_entropy");
            assertThat(state.path("counting").asBoolean()).as("%s", state).isFalse();
            assertThat(state.path("oldest_ms").asLong()).isNotNegative();
            assertThat(node.post("/v1/node/repair", "{\"keyspace\":\"none\"}").status())
                    .isEqualTo(404);
        }
    }

    private static void write(NodeProcess node, int rows, int value) {
        for (int row = 0; row < rows; row++) {
            NodeProcess.Answer answer = node.put(TABLE + row, "{\"v\":" + value + "}");
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        }
    }

    private static void awaitValue(NodeProcess node, int row, int expected) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        NodeProcess.Answer answer = node.get(TABLE + row + "?consistency=one");
        while (answer.body().at("/row/v").asInt() != expected && System.nanoTime() < end) {
            Thread.sleep(100);
            answer = node.get(TABLE + row + "?consistency=one");
        }
        assertThat(answer.body().at("/row/v").asInt())
                .as("row %d: %s", row, answer)
                .isEqualTo(expected);
    }
}
