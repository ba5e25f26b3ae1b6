package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.node.process.NodeProcess.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two clients write one cell through different nodes, not having seen each other. */
class ConflictsIT {
    @TempDir
    static Path directory;

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.of(directory, 3).found();
        cluster.node(0)
                .cql("CREATE KEYSPACE ks WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}");
        cluster.node(0).cql("CREATE TABLE ks.kept (k text PRIMARY KEY, v text) WITH conflicts = 'siblings'");
        cluster.node(1).cql("CREATE TABLE ks.last (k text PRIMARY KEY, v text)");
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void shouldKeepBothValuesUntilAWriteHasSeenThem() {
        put(0, "kept", "a", "one", "");
        put(1, "kept", "a", "two", "");

        Answer both = read(2, "kept", "a");
        assertThat(texts(both.body().path("conflicts").path("v"))).containsExactlyInAnyOrder("one", "two");
        String context = both.body().path("context").asText();
        assertThat(context).isNotEmpty().isEqualTo(both.context());

        put(1, "kept", "a", "settled", context);

        Answer one = read(0, "kept", "a");
        assertThat(one.body().path("row").path("v").asText()).isEqualTo("settled");
        assertThat(one.body().path("conflicts").size()).isZero();
    }

    @Test
    void shouldReplaceOnlyWhatTheContextHasSeen() {
        put(0, "kept", "b", "seen", "");
        String context = read(0, "kept", "b").context();
        put(1, "kept", "b", "unseen", "");

        put(2, "kept", "b", "new", context);

        Answer read = read(1, "kept", "b");
        assertThat(texts(read.body().path("conflicts").path("v"))).containsExactlyInAnyOrder("unseen", "new");
    }

    @Test
    void shouldCountTheWriteThatLostWhereTheLastOneWins() {
        Answer nothing = read(0, "last", "a");
        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.context()).isNotEmpty();
        double before = lostWrites();

        put(0, "last", "a", "first", nothing.context());
        put(1, "last", "a", "second", nothing.context());

        Answer read = read(2, "last", "a");
        assertThat(read.body().path("row").path("v").asText()).isEqualTo("second");
        assertThat(read.body().has("conflicts")).isFalse();
        cluster.node(0).await("counting the lost write, once", () -> lostWrites() == before + 1);
    }

    private static void put(int node, String table, String key, String value, String context) {
        String body = "{\"v\":\"" + value + "\"}";
        String[] headers = context.isEmpty() ? new String[0] : new String[] {"Starling-Context", context};
        Answer answer = cluster.node(node).send("PUT", path(table, key), body, headers);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    private static Answer read(int node, String table, String key) {
        return cluster.node(node).get(path(table, key));
    }

    private static String path(String table, String key) {
        return "/v1/keyspaces/ks/tables/" + table + "/rows/" + key + "?consistency=quorum";
    }

    private static double lostWrites() {
        double sum = 0;
        for (NodeProcess node : cluster.nodes()) {
            for (String line : node.get("/metrics").text().lines().toList()) {
                if (line.startsWith("starling_lost_writes_total{") && line.contains("table=\"last\"")) {
                    sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
                }
            }
        }
        return sum;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
