package io.starlingdb.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.console.FakeNode.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleTest {
    private static final String TABLE = """
            {"keyspace":"ks","name":"t","columns":[
              {"name":"v","type":"int","kind":"regular","position":-1},
              {"name":"k","type":"text","kind":"partition_key","position":0}]}""";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CountDownLatch released = new CountDownLatch(1);
    private FakeNode node;

    @BeforeEach
    void start() throws IOException {
        node = new FakeNode();
        node.resource("/v1/keyspaces/ks/tables/t", TABLE);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldShowRowsOfEveryPage() {
        node.onCql(
                call -> new Answer(
                        200,
                        call.has("page")
                                ? "{\"columns\":[{\"name\":\"k\",\"type\":\"text\"}],\"rows\":[{\"k\":\"b\"}]}"
                                : "{\"columns\":[{\"name\":\"k\",\"type\":\"text\"}],\"rows\":[{\"k\":\"a\"}],\"page\":\"next\"}"));

        assertThat(run("SELECT k FROM ks.t;")).isTrue();

        assertThat(output()).contains(" a\n", " b\n", "(2 rows)");
    }

    @Test
    void shouldSendTheKeyspaceAndTheLevelThatWereChosen() {
        assertThat(run("USE Ks;", "CONSISTENCY all", "SELECT 1;")).isTrue();

        JsonNode last = node.calls().get(node.calls().size() - 1);
        assertThat(last.path("keyspace").asText()).isEqualTo("ks");
        assertThat(last.path("consistency").asText()).isEqualTo("ALL");
    }

    @Test
    void shouldPointAtThePlaceOfAnErrorAndStop() {
        node.onCql(call ->
                new Answer(400, "{\"code\":\"syntax_error\",\"detail\":\"expected FROM\",\"line\":2,\"column\":3}"));

        assertThat(run("SELECT *", "  FORM t;", "SELECT 2;")).isFalse();

        assertThat(errors()).contains("syntax_error: expected FROM\n    FORM t\n    ^\n");
        assertThat(node.calls()).hasSize(1);
    }

    @Test
    void shouldGoOnAfterAnErrorWhenAsked() {
        node.onCql(call -> new Answer(400, "{\"code\":\"invalid\",\"detail\":\"no\"}"));

        boolean well =
                new Console(node.api(), null, true).runAll(List.of("SELECT 1;", "SELECT 2;"), stream(out), stream(err));

        assertThat(well).isFalse();
        assertThat(node.calls()).hasSize(2);
    }

    @Test
    void shouldRunTheLastStatementWithoutASemicolon() {
        assertThat(run("SELECT 1")).isTrue();
        assertThat(node.calls()).hasSize(1);
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThat(run("CONSISTENCY much")).isFalse();
        assertThat(run("TRACING perhaps")).isFalse();
        assertThat(run("HELP me")).isFalse();
        assertThat(run("SOURCE 'none.cql';")).isFalse();
        assertThat(errors())
                .contains("CONSISTENCY takes one of", "TRACING takes ON or OFF", "no help on me", "no file none.cql");
    }

    @Test
    void shouldCopyAFileInBatchesAndReportBadLines() throws IOException {
        Path file = Files.writeString(directory.resolve("in.csv"), "v,k\n1,a\nx,b\n3,\"c,\n\"\"d\"\"\"\n4\n,e\n");

        assertThat(run("COPY ks.t FROM '" + file + "' WITH HEADER = true;")).isFalse();

        assertThat(errors()).contains("line 3: v: 'x' is not of type int", "1 fields instead of 2");
        assertThat(output()).contains("3 rows in", "2 lines failed");
        JsonNode call = node.calls().get(0);
        assertThat(call.path("statement").asText())
                .startsWith("BEGIN UNLOGGED BATCH INSERT INTO ks.t (v, k) VALUES (?, ?); ");
        assertThat(call.path("parameters")).hasToString("[1,\"a\",3,\"c,\\n\\\"d\\\"\",null,\"e\"]");
    }

    @Test
    void shouldFindTheBadRowOfABatch() throws IOException {
        Path file = Files.writeString(directory.resolve("in.csv"), "a,1\nb,2\nc,3\n");
        node.onCql(call -> call.path("parameters").toString().contains("\"b\"")
                ? new Answer(400, "{\"code\":\"invalid\",\"detail\":\"not b\"}")
                : new Answer(200, "{}"));

        assertThat(run("COPY ks.t (k, v) FROM '" + file + "';")).isFalse();

        assertThat(errors()).contains("line 2: not b");
        assertThat(output()).contains("2 rows in", "1 line failed");
    }

    @Test
    void shouldSendABatchAgainThatWasShed() throws IOException {
        Path file = Files.writeString(directory.resolve("in.csv"), "a,1\nb,2\n");
        AtomicInteger tries = new AtomicInteger();
        node.onCql(call -> tries.incrementAndGet() < 3
                ? new Answer(503, "{\"code\":\"overloaded\",\"detail\":\"later\"}")
                : new Answer(200, "{}"));

        assertThat(run("COPY ks.t (k, v) FROM '" + file + "';")).isTrue();

        assertThat(output()).contains("2 rows in");
        assertThat(tries).hasValue(3);
    }

    @Test
    void shouldWriteATableToAFile() throws IOException {
        Path file = directory.resolve("out.csv");
        node.onCql(call ->
                new Answer(200, "{\"columns\":[],\"rows\":[{\"k\":\"a,b\",\"v\":1},{\"k\":\"c\",\"v\":null}]}"));

        assertThat(run("COPY ks.t TO '" + file + "' WITH HEADER = true;")).isTrue();

        assertThat(file).hasContent("k,v\n\"a,b\",1\nc,\n");
    }

    @Test
    void shouldNameWhatCopyCannotUse() throws IOException {
        Path file = Files.writeString(directory.resolve("in.csv"), "1\n");

        assertThat(run("COPY ks.t FROM 'none.csv';")).isFalse();
        assertThat(run("COPY ks.none FROM '" + file + "';")).isFalse();
        assertThat(run("COPY ks.t (v) FROM '" + file + "';")).isFalse();
        assertThat(run("COPY ks.t (k, x) FROM '" + file + "';")).isFalse();

        assertThat(errors())
                .contains("there is no file none.csv", "no such table", "key column k is missing", "has no column x");
    }

    @Test
    void shouldKeepBadLinesApartSoThatTheyCanBeMendedAndCopied() throws IOException {
        Path file = Files.writeString(directory.resolve("in.csv"), "v,k\n1,a\nx,\"b,c\"\n3,d\n");

        assertThat(run("COPY ks.t FROM '" + file + "' WITH HEADER = true;")).isFalse();
        Path bad = directory.resolve("in.csv.bad");
        assertThat(bad).hasContent("# line 3: v: 'x' is not of type int\nx,\"b,c\"\n");

        Files.writeString(bad, Files.readString(bad).replace("\nx,", "\n2,"));
        assertThat(run("COPY ks.t (v, k) FROM '" + bad + "' WITH COMMENTS = true;"))
                .isTrue();
        JsonNode last = node.calls().get(node.calls().size() - 1);
        assertThat(last.path("parameters")).hasToString("[2,\"b,c\"]");
    }

    @Test
    void shouldGoOnWithACopyWhereTheClusterWentAway() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 40; i++) {
            lines.append('k').append(i).append(',').append(i).append('\n');
        }
        Path file = Files.writeString(directory.resolve("in.csv"), lines);
        AtomicBoolean away = new AtomicBoolean(true);
        Set<String> stored = ConcurrentHashMap.newKeySet();
        node.onCql(call -> {
            String key = call.at("/parameters/0").asText();
            if (away.get() && key.equals("k25")) {
                return new Answer(503, "{\"code\":\"unavailable\",\"detail\":\"1 alive\"}");
            }
            stored.add(key);
            return new Answer(200, "{}");
        });
        String copy = "COPY ks.t (k, v) FROM '" + file + "' WITH BATCHROWS = 1";

        assertThat(run(copy + ";")).isFalse();
        assertThat(errors()).contains("the first 24 rows are dealt with", "unavailable: 1 alive");

        away.set(false);
        stored.clear();
        assertThat(run(copy + " AND CONTINUE = true;")).isTrue();
        assertThat(output()).contains("Going on after row 24", "16 rows in");
        assertThat(stored).hasSize(16).contains("k25", "k40");
        assertThat(CopyMark.file(file)).doesNotExist();
    }

    @Test
    void shouldReadAndWriteCompressedFilesAndOtherFormats() throws IOException {
        node.resource("/v1/keyspaces/ks/tables/seen", """
                {"keyspace":"ks","name":"seen","columns":[
                  {"name":"bird","type":"text","kind":"partition_key","position":0},
                  {"name":"at","type":"timestamp","kind":"regular","position":-1},
                  {"name":"day","type":"date","kind":"regular","position":-1}]}""");
        node.onCql(
                call -> new Answer(
                        200,
                        "{\"columns\":[],\"rows\":[{\"bird\":\"wren\",\"at\":\"2026-11-23T13:05:00Z\",\"day\":\"2026-11-23\"},{\"bird\":\"owl\",\"at\":null,\"day\":null}]}"));
        Path file = directory.resolve("seen.csv.gz");
        String with = " WITH HEADER = true AND NULL = 'N/A' AND DATETIMEFORMAT = 'dd.MM.yyyy HH:mm'"
                + " AND DATEFORMAT = 'dd.MM.yyyy' AND DELIMITER = ';'";

        assertThat(run("COPY ks.seen TO '" + file + "'" + with + ";")).isTrue();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("bird;at;day\nwren;23.11.2026 13:05;23.11.2026\nowl;N/A;N/A\n");
        }

        assertThat(run("COPY ks.seen FROM '" + file + "'" + with + ";")).isTrue();
        JsonNode last = node.calls().get(node.calls().size() - 1);
        assertThat(last.path("parameters"))
                .hasToString("[\"wren\",\"2026-11-23T13:05:00Z\",\"2026-11-23\",\"owl\",null,null]");
    }

    @Test
    void shouldPrintACopyAndStopAfterSoManyRows() {
        node.onCql(
                call -> new Answer(
                        200,
                        "{\"columns\":[],\"rows\":[{\"k\":\"a\",\"v\":1},{\"k\":\"b\",\"v\":2},{\"k\":\"c\",\"v\":3}],\"page\":\"p\"}"));

        assertThat(run("COPY ks.t TO STDOUT WITH MAXROWS = 2;")).isTrue();

        assertThat(output()).isEqualTo("a,1\nb,2\n");
    }

    @Test
    void shouldCancelWhatRunsWhenInterrupted() {
        Thread console = Thread.currentThread();
        node.onCql(call -> {
            console.interrupt();
            await();
            return new Answer(200, "{}");
        });

        assertThat(run("SELECT 1;", "SELECT 2;")).isFalse();

        released.countDown();
        assertThat(Thread.interrupted()).isFalse();
        assertThat(errors()).contains("Cancelled");
        assertThat(node.calls()).hasSize(1);
    }

    @Test
    void shouldSendABatchAsOneStatement() {
        assertThat(run(
                        "BEGIN UNLOGGED BATCH INSERT INTO t (a) VALUES (';');",
                        "DELETE FROM t WHERE a = 1;",
                        "APPLY BATCH;"))
                .isTrue();

        assertThat(node.calls()).hasSize(1);
        assertThat(node.calls().get(0).path("statement").asText())
                .startsWith("BEGIN UNLOGGED BATCH")
                .endsWith("APPLY BATCH");
    }

    @Test
    void shouldHelpWithSyntaxAndExample() {
        assertThat(run("HELP SELECT", "help serial consistency;", "HELP create table"))
                .isTrue();

        assertThat(output())
                .contains("SELECT * | column", "Example:\n  SELECT departure", "LOCAL_SERIAL", "CREATE KEYSPACE");
    }

    @Test
    void shouldShowTextsOfSeveralLinesInTheirLines() {
        node.onCql(
                call -> new Answer(
                        200,
                        "{\"columns\":[{\"name\":\"k\",\"type\":\"text\"},{\"name\":\"point\",\"type\":\"frozen<tuple<int, text>>\"},{\"name\":\"home\",\"type\":\"address\"}],"
                                + "\"rows\":[{\"k\":\"one\\ntwo\",\"point\":[1,\"a\"],\"home\":{\"street\":\"Elm\",\"no\":5}}]}"));

        assertThat(run("SELECT 1;", "EXPAND ON", "SELECT 1;")).isTrue();

        assertThat(output())
                .contains(" one\\ntwo | (1, 'a') | {street: 'Elm', no: 5}")
                .contains(" k     | one\n       : two\n point | (1, 'a')\n");
    }

    private void await() {
        try {
            released.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean run(String... lines) {
        return new Console(node.api(), null, false).runAll(List.of(lines), stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
