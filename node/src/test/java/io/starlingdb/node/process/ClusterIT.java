package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real processes. */
class ClusterIT {
    private static final String ROWS = "/v1/keyspaces/ks/tables/t/rows/";

    @TempDir
    Path directory;

    @Test
    void shouldFoundAClusterOnce() {
        try (Cluster cluster = Cluster.of(directory, 3).start()) {
            NodeProcess first = cluster.node(0).awaitAlive(3);
            assertThat(first.get("/health/live").status()).isEqualTo(200);
            assertThat(first.get("/health/ready").status()).isEqualTo(503);
            assertThat(first.get("/v1/node").body().path("state").asText()).isEqualTo("WAITING");
            NodeProcess.Answer early = first.post(
                    "/v1/cql",
                    "{\"statement\":\"CREATE KEYSPACE ks WITH replication ="
                            + " {'class':'SimpleStrategy','replication_factor':3}\"}");
            assertThat(early.status()).isEqualTo(503);
            assertThat(early.body().path("code").asText()).isEqualTo("bootstrapping");

            JsonNode founded = first.post("/v1/init", "{}").body();

            assertThat(founded.path("nodes")).hasSize(3);
            cluster.nodes().forEach(NodeProcess::awaitReady);
            assertThat(cluster.node(2).post("/v1/init", "{}").status()).isEqualTo(409);
            createTable(first);
            first.put(ROWS + "a", "{\"v\":1}");
            assertThat(cluster.node(2).get(ROWS + "a").body().at("/row/v").asInt())
                    .isEqualTo(1);
            assertThat(first.get("/metrics").text())
                    .contains("starling_request_duration_seconds_count{operation=\"write\"");
        }
    }

    @Test
    void shouldLoseNoRequestAndNoWriteWhenNodesAreKilledOneAfterAnother() throws Exception {
        try (Cluster cluster = Cluster.of(directory, 3).found()) {
            createTable(cluster.node(0));
            QuorumClient client = new QuorumClient(cluster.nodes(), ROWS);
            try (client) {
                for (NodeProcess node : cluster.nodes()) {
                    client.awaitMore(200);
                    node.kill();
                    client.awaitMore(200);
                    node.start().awaitReady();
                    cluster.nodes().forEach(other -> other.awaitAlive(3));
                }
                client.awaitMore(200);
            }

            assertThat(client.failures()).isEmpty();
            assertThat(client.acknowledged())
                    .hasSizeGreaterThan(1_000)
                    .allSatisfy((key, value) -> assertThat(cluster.node(0)
                                    .get(ROWS + key + "?consistency=all")
                                    .body()
                                    .at("/row/v")
                                    .asInt())
                            .isEqualTo(value));
        }
    }

    @Test
    void shouldStopCleanlyOnSigtermAndComeBackWithItsData() {
        try (Cluster cluster = Cluster.of(directory, 3).found()) {
            createTable(cluster.node(0));
            cluster.node(0).put(ROWS + "a?consistency=all", "{\"v\":1}");

            for (NodeProcess node : cluster.nodes()) {
                assertThat(node.stop()).isZero();
            }
            cluster.start().nodes().forEach(NodeProcess::awaitReady);

            cluster.nodes().forEach(node -> node.awaitAlive(3));
            assertThat(cluster.node(1)
                            .get(ROWS + "a?consistency=all")
                            .body()
                            .at("/row/v")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldComeBackAsItselfWhenItsDirectoryWasEmptied() throws IOException {
        try (Cluster cluster = Cluster.of(directory, 3).found()) {
            createTable(cluster.node(0));
            for (int i = 0; i < 50; i++) {
                assertThat(cluster.node(0)
                                .put(ROWS + i + "?consistency=all", "{\"v\":" + i + "}")
                                .status())
                        .isEqualTo(200);
            }
            NodeProcess emptied = cluster.node(2);
            String id = emptied.get("/v1/node").body().path("id").asText();
            emptied.kill();
            emptied.deleteData();

            emptied.start().awaitReady();
            emptied.await(
                    "itself again",
                    () -> emptied.get("/v1/node").body().path("id").asText().equals(id));
            emptied.await(
                    "recovered",
                    () -> emptied.get("/v1/node").body().path("state").asText().equals("SERVING"));

            for (int i = 0; i < 50; i++) {
                assertThat(emptied.get(ROWS + i + "?consistency=all")
                                .body()
                                .at("/row/v")
                                .asInt(-1))
                        .isEqualTo(i);
            }
            cluster.node(0)
                    .await(
                            "in a cluster of three again",
                            () -> cluster.node(0)
                                            .get("/v1/cluster")
                                            .body()
                                            .path("nodes")
                                            .size()
                                    == 3);
        }
    }

    @Test
    void shouldFetchWhatAnOlderCopyOfItsDirectoryLacks() throws IOException {
        try (Cluster cluster = Cluster.of(directory, 3).found()) {
            createTable(cluster.node(0));
            NodeProcess restored = cluster.node(2);
            assertThat(restored.stop()).isZero();
            Path copy = directory.resolve("copy");
            FolderCopy.make(restored.directory(), copy);
            restored.start().awaitReady();
            assertThat(cluster.node(0)
                            .put(ROWS + "a?consistency=all", "{\"v\":1}")
                            .status())
                    .isEqualTo(200);
            assertThat(restored.stop()).isZero();
            restored.deleteData();
            FolderCopy.make(copy, restored.directory());

            restored.start().awaitReady();

            restored.await(
                    "recovered",
                    () -> restored.log().contains("is an older copy")
                            && restored.get("/v1/node")
                                    .body()
                                    .path("state")
                                    .asText()
                                    .equals("SERVING"));
            assertThat(restored.get(ROWS + "a?consistency=one")
                            .body()
                            .at("/row/v")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    static void createTable(NodeProcess node) {
        node.cql("CREATE KEYSPACE ks WITH replication = {'class':'SimpleStrategy','replication_factor':3}");
        node.cql("CREATE TABLE ks.t (k text PRIMARY KEY, v int)");
        node.awaitSchemaAgreed();
    }
}
