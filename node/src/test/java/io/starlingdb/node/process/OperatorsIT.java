package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of operators against a real node. */
class OperatorsIT {
    @TempDir
    Path directory;

    private NodeProcess node;

    private StarlingProcess.Ended starling(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                List.of("-h", node.addresses().host() + ":" + node.addresses().http()));
        return StarlingProcess.run(directory, "starling", all);
    }

    private JsonNode json(String... arguments) throws IOException {
        StarlingProcess.Ended ended = starling(arguments);
        assertThat(ended.code()).as(ended.text()).isZero();
        return new ObjectMapper().readTree(ended.text());
    }

    @Test
    void shouldShowAndChangeWhatARunningNodeDoes() throws Exception {
        try (Cluster cluster =
                Cluster.of(directory, 1, "storage.shard_queue=4096").found()) {
            node = cluster.node(0);
            node.cql("CREATE KEYSPACE ks WITH replication = {'class':'SimpleStrategy','replication_factor':1}");
            node.cql("CREATE TABLE ks.t (k text, c int, v decimal, b blob, m map<int, text>, at timestamp,"
                    + " PRIMARY KEY (k, c))");
            for (int i = 0; i < 20; i++) {
                node.cql("INSERT INTO ks.t (k, c, v, b, m, at) VALUES ('k" + i % 4 + "', " + i + ", 1.50, 0x00ff, {" + i
                        + ": 'a \"quoted\", text'}, '2026-01-02T03:04:05.678Z')");
            }

            JsonNode config = json("config", "show", "storage.shard_queue", "--json");
            assertThat(config.at("/0/value").asText()).isEqualTo("4096");
            assertThat(config.at("/0/source").asText()).isEqualTo("--set");

            JsonNode tables = json("tablestats", "ks.t", "--json");
            assertThat(tables.at("/0/writes").asLong()).isEqualTo(20);
            assertThat(tables.at("/0/bytes").asLong()).isPositive();

            CompletableFuture<JsonNode> hot = CompletableFuture.supplyAsync(() -> {
                try {
                    return json("toppartitions", "2", "--json");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            while (!hot.isDone()) {
                node.cql("SELECT * FROM ks.t WHERE k = 'k1'");
            }
            assertThat(hot.get().at("/hotReads/0/partition").asText()).isEqualTo("'k1'");

            assertThat(starling("compact", "ks").code()).isZero();
            assertThat(json("log-level", "debug", "io.starlingdb.node", "--json")
                            .path("io.starlingdb.node")
                            .asText())
                    .isEqualTo("debug");
            assertThat(starling("log-level", "loud").text()).contains("'loud' is none of error, warn");
            exportAndImport("rows.jsonl");
            exportAndImport("rows.csv.gz");
        }
    }

    private void exportAndImport(String name) throws IOException {
        String rows = node.cql("SELECT * FROM ks.t").path("rows").toString();
        Path file = directory.resolve(name);
        StarlingProcess.Ended exported = starling("export", "ks.t", file.toString());
        assertThat(exported.code()).as(exported.text()).isZero();
        assertThat(Files.size(file)).isPositive();
        assertThat(starling("export", "ks.t", file.toString()).text()).contains("exists already");
        node.cql("TRUNCATE ks.t");

        StarlingProcess.Ended imported = starling("import", "ks.t", file.toString());

        assertThat(imported.code()).as(imported.text()).isZero();
        assertThat(node.cql("SELECT * FROM ks.t").path("rows").toString()).isEqualTo(rows);
    }
}
