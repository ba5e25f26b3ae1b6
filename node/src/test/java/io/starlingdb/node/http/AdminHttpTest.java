package io.starlingdb.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.admin.NodeState;
import io.starlingdb.node.http.HttpFixture.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminHttpTest {
    private final HttpFixture http = new HttpFixture();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void shouldShowTheSchema() {
        http.cql("CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}");
        http.cql("CREATE TABLE k.t (a int, b text, s int STATIC, v blob, PRIMARY KEY (a, b))"
                + " WITH CLUSTERING ORDER BY (b DESC) AND comment = 'hi'");

        assertThat(http.get("/v1/keyspaces").body())
                .isEqualTo("{\"keyspaces\":[{\"name\":\"k\",\"replication\":"
                        + "{\"class\":\"org.apache.cassandra.locator.SimpleStrategy\",\"replication_factor\":\"3\"},"
                        + "\"durable_writes\":true,\"tables\":[\"t\"]}]}");
        assertThat(http.get("/v1/keyspaces/k").json().path("name").asText()).isEqualTo("k");
        Reply table = http.get("/v1/keyspaces/k/tables/t");
        assertThat(table.json().path("columns"))
                .hasToString(
                        "[{\"name\":\"a\",\"type\":\"int\",\"kind\":\"partition_key\",\"position\":0,\"clustering_order\":\"none\"},"
                                + "{\"name\":\"b\",\"type\":\"text\",\"kind\":\"clustering\",\"position\":0,\"clustering_order\":\"desc\"},"
                                + "{\"name\":\"s\",\"type\":\"int\",\"kind\":\"static\",\"position\":-1,\"clustering_order\":\"none\"},"
                                + "{\"name\":\"v\",\"type\":\"blob\",\"kind\":\"regular\",\"position\":-1,\"clustering_order\":\"none\"}]");
        assertThat(table.json().path("conflicts").asText()).isEqualTo("last_write_wins");
        assertThat(table.json().at("/options/comment").asText()).isEqualTo("hi");
        assertThat(table.json().at("/options/gc_grace_seconds").asInt()).isEqualTo(864_000);
        assertThat(http.get("/v1/keyspaces/k/tables")
                        .json()
                        .at("/tables/0/name")
                        .asText())
                .isEqualTo("t");
        assertThat(http.get("/v1/keyspaces/x").status()).isEqualTo(404);
        assertThat(http.get("/v1/keyspaces/k/tables/x").status()).isEqualTo(404);
    }

    @Test
    void shouldShowTheClusterAndThisNode() {
        assertThat(http.get("/v1/cluster").json().at("/nodes/0/liveness").asText())
                .isEqualTo("ALIVE");
        assertThat(http.get("/v1/cluster").json().path("name").asText()).isEqualTo("birds");
        assertThat(http.get("/v1/node").json().path("state").asText()).isEqualTo("SERVING");
        assertThat(http.get("/v1/cluster/ring").json().path("epoch").asInt()).isZero();
        assertThat(http.get("/v1/cluster/ring?keyspace=no").status()).isEqualTo(404);
    }

    @Test
    void shouldFoundACluster() {
        assertThat(http.send("POST", "/v1/init", null).status()).isEqualTo(200);
        assertThat(http.send("POST", "/v1/init", "{\"single\":true}")
                        .json()
                        .path("name")
                        .asText())
                .isEqualTo("birds");
        assertThat(http.send("POST", "/v1/init", "{\"single\":1}").status()).isEqualTo(400);
        assertThat(http.send("POST", "/v1/init", "{\"all\":true}").status()).isEqualTo(400);
    }

    @Test
    void shouldRunOperations() {
        Reply drain = http.send("POST", "/v1/node/drain", null);
        assertThat(drain.status()).isEqualTo(200);
        assertThat(drain.json().path("state").asText()).isEqualTo("DONE");
        assertThat(http.get("/v1/operations/" + drain.json().path("id").asText())
                        .body())
                .isEqualTo(drain.body());
        Reply flush = http.send("POST", "/v1/node/flush", null);
        assertThat(flush.status()).isEqualTo(500);
        assertThat(flush.json().path("error").asText()).isEqualTo("no disk");
        assertThat(http.send("POST", "/v1/node/flush", "[1]").status()).isEqualTo(400);
        assertThat(http.send("POST", "/v1/node/explode", null).status()).isEqualTo(404);
        assertThat(http.get("/v1/operations/x-1").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"SERVING, 200", "RECOVERING, 200", "WAITING, 503", "DRAINING, 503"})
    void shouldBeReadyOnlyWhileItTakesClients(NodeState state, int status) {
        http.node.state = state;
        assertThat(http.get("/health/ready").status()).isEqualTo(status);
        assertThat(http.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void shouldGiveMetricsToPrometheus() {
        Reply metrics = http.get("/metrics");
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.header("Content-Type")).startsWith("text/plain; version=0.0.4");
    }

    @Test
    void shouldAnswerUnknownPathsAndMethodsAsProblems() {
        Reply nothing = http.get("/v1/nothing");
        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.code()).isEqualTo("not_found");
        assertThat(nothing.header("Content-Type")).isEqualTo("application/problem+json");
        Reply wrong = http.send("DELETE", "/v1/cluster", null);
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.code()).isEqualTo("method_not_allowed");
        assertThat(http.get("/").status()).isEqualTo(404);
    }
}
