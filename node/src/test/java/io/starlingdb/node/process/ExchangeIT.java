package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
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
    void shouldBringAReplicaWhatNoHintHasKept() throws Exception {
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

            JsonNode status = repair(away, "ks");
            assertThat(status.path("done").asLong())
                    .isEqualTo(status.path("total").asLong())
                    .isPositive();
            JsonNode state = away.get("/v1/node").body().path("anti_entropy");
            assertThat(state.path("counting").asBoolean()).as("%s", state).isFalse();
            assertThat(state.path("oldest_ms").asLong()).isNotNegative();
            assertThat(away.post("/v1/node/repair", "{\"keyspace\":\"none\"}").status())
                    .isEqualTo(404);

            first.kill();
            second.kill();
            for (int row = 0; row < ROWS; row++) {
                NodeProcess.Answer answer = away.get(TABLE + row + "?consistency=one");
                assertThat(answer.body().at("/row/v").asInt())
                        .as("row %d: %s", row, answer)
                        .isEqualTo(2);
            }
        }
    }

    private static JsonNode repair(NodeProcess node, String keyspace) throws InterruptedException {
        JsonNode status = node.post("/v1/node/repair", "{\"keyspace\":\"" + keyspace + "\"}")
                .body();
        String path = "/v1/operations/" + status.path("id").asText();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!status.path("state").asText().equals("DONE") && System.nanoTime() < end) {
            Thread.sleep(100);
            status = node.get(path).body();
        }
        assertThat(status.path("state").asText()).as("%s", status).isEqualTo("DONE");
        return status;
    }

    private static void write(NodeProcess node, int rows, int value) {
        for (int row = 0; row < rows; row++) {
            NodeProcess.Answer answer = node.put(TABLE + row, "{\"v\":" + value + "}");
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        }
    }
}
