package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.client.http.RequestOptions;
import io.starlingdb.client.http.Row;
import io.starlingdb.client.http.RowRead;
import io.starlingdb.client.http.StarlingClient;
import io.starlingdb.client.http.StarlingClientBuilder;
import io.starlingdb.client.http.Statement;
import io.starlingdb.client.http.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java client against real nodes. */
class ClientIT {
    @TempDir
    Path directory;

    @Test
    void shouldServeAJavaProgram() throws Exception {
        try (Cluster cluster = Cluster.of(directory, 3)) {
            cluster.found();
            StarlingClient client = client(cluster);
            client.execute(Statement.of(
                    "CREATE KEYSPACE flock WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}"));
            shouldKeepValuesOfEveryKind(client);
            shouldTellThatTheRequestIsWrong(client);
            shouldRunTheExample(cluster);
            shouldNotNoticeThatANodeDies(cluster, client);
        }
    }

    private static void shouldKeepValuesOfEveryKind(StarlingClient client) {
        client.execute(
                Statement.of(
                        "CREATE TABLE flock.kinds (place text, no int, big bigint, huge varint, exact decimal, rough double,"
                                + " truth boolean, id uuid, at timestamp, day date, raw blob, tags set<text>, counts map<int, text>, PRIMARY KEY (place, no))"));
        UUID id = new UUID(1, 2);
        Instant now = Instant.parse("2026-11-23T10:15:30.123Z");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("big", Long.MAX_VALUE);
        values.put("huge", BigInteger.TWO.pow(100));
        values.put("exact", new BigDecimal("1.50"));
        values.put("rough", 2.5);
        values.put("truth", true);
        values.put("id", id);
        values.put("at", now);
        values.put("day", LocalDate.of(2026, 11, 23));
        values.put("raw", new byte[] {1, -1});
        values.put("tags", List.of("a", "b"));
        values.put("counts", Map.of(1, "one"));
        Table kinds = client.table("flock", "kinds");
        String place = "a/b ..%";
        kinds.put(values, place, 1);
        Row row = kinds.get(place, 1).row().orElseThrow();
        assertThat(row.bigint("big")).isEqualTo(Long.MAX_VALUE);
        assertThat(row.varint("huge")).isEqualTo(BigInteger.TWO.pow(100));
        assertThat(row.decimal("exact")).isEqualTo(new BigDecimal("1.50"));
        assertThat(row.floating("rough")).isEqualTo(2.5);
        assertThat(row.truth("truth")).isTrue();
        assertThat(row.uuid("id")).isEqualTo(id);
        assertThat(row.instant("at")).isEqualTo(now);
        assertThat(row.date("day")).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(row.bytes("raw")).containsExactly(1, -1);
        assertThat(row.list("tags", String.class)).containsExactly("a", "b");

        kinds.patch(java.util.Collections.singletonMap("big", null), place, 1);
        kinds.put(RequestOptions.DEFAULT.withTtlSeconds(1000).withReplicas(3), Map.of("rough", 1.0), place, 2);
        List<Row> rows = kinds.rows(place);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).isNull("big")).isTrue();
        assertThat(rows.get(1).integer("no")).isEqualTo(2);
        kinds.delete(place, 1);
        RowRead gone = kinds.get(RequestOptions.DEFAULT.withConsistency(ConsistencyLevel.ALL), place, 1);
        assertThat(gone.row()).isEmpty();
    }

    private static void shouldTellThatTheRequestIsWrong(StarlingClient client) {
        assertThatThrownBy(() -> client.execute(Statement.of("SELECT *\n FORM flock.kinds")))
                .isInstanceOfSatisfying(StarlingException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SYNTAX_ERROR);
                    assertThat(e.numbers()).containsEntry("line", 2L);
                });
    }

    private void shouldRunTheExample(Cluster cluster) throws Exception {
        Path home = Path.of(System.getProperty("starling.distribution"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                home.resolve("lib") + "/*",
                home.resolve("conf/demo/Birds.java").toString()));
        cluster.nodes().forEach(node -> command.add(address(node)));
        Path output = directory.resolve("example.out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output)).contains("stored: ", "songs: 2", "settled: trill and warble", "birds: 26");
    }

    private static void shouldNotNoticeThatANodeDies(Cluster cluster, StarlingClient client) {
        Table kinds = client.table("flock", "kinds");
        List<CompletableFuture<?>> writes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            if (i == 50) {
                cluster.node(1).kill();
            }
            RequestOptions repeatable = RequestOptions.DEFAULT.withTimestampMicros(1_000_000L + i);
            writes.add(kinds.putAsync(repeatable, Map.of("big", i), "failover", i));
        }
        writes.forEach(CompletableFuture::join);
        assertThat(client.stream(Statement.of("SELECT no, big FROM flock.kinds WHERE place = 'failover'")
                        .withPageSize(17)))
                .hasSize(200)
                .allSatisfy(row -> assertThat(row.bigint("big")).isEqualTo(row.bigint("no")));
    }

    private static StarlingClient client(Cluster cluster) {
        StarlingClientBuilder builder = StarlingClient.builder();
        cluster.nodes().forEach(node -> builder.node(address(node)));
        return builder.build();
    }

    private static String address(NodeProcess node) {
        return node.addresses().host() + ":" + node.addresses().http();
    }
}
