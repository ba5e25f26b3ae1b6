package io.starlingdb.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.console.FakeNode.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
                new Console(node.api()).runAll(List.of("SELECT 1;", "SELECT 2;"), stream(out), stream(err), true);

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
        assertThat(run("TRACING ON")).isFalse();
        assertThat(run("HELP me")).isFalse();
        assertThat(run("SOURCE 'none.cql';")).isFalse();
        assertThat(errors())
                .contains("CONSISTENCY takes one of", "Tracing is not available", "no help on me", "no file none.cql");
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
        assertThat(output()).contains("2 rows in", "1 lines failed");
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

    private boolean run(String... lines) {
        return new Console(node.api()).runAll(List.of(lines), stream(out), stream(err), false);
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
