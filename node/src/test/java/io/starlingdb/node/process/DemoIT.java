package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer does first: the demo, its data, the console. */
class DemoIT {
    @TempDir
    Path directory;

    private String block = "";

    /** @param text both streams */
    private record Ended(int code, String text) {}

    @AfterEach
    void stop() throws Exception {
        starling("demo", "--stop", "--data", directory.resolve("demo").toString(), "--address", block + ".1");
    }

    @Test
    void shouldBringUpThreeNodesWithTheirData() throws Exception {
        block = "127.0." + ThreadLocalRandom.current().nextInt(10, 250);
        String[] demo = {"demo", "--detach", "--data", directory.resolve("demo").toString(), "--address", block + ".1"};

        Ended first = starling(demo);
        assertThat(first.code()).as(first.text()).isZero();
        Ended again = starling(demo);
        assertThat(again.code()).as(again.text()).isZero();
        assertThat(again.text()).doesNotContain("Loading", "ready after");

        for (int node = 1; node <= 3; node++) {
            assertThat(count(node, "flights")).isEqualTo(19_997);
            assertThat(count(node, "airports")).isEqualTo(3_376);
        }
        shouldGiveTheNewestFlightFirst();
        shouldServeTheConsole();
        Ended status = starling("status", "--host", block + ".2");
        assertThat(status.text().lines().filter(line -> line.contains("NORMAL") && line.contains("ALIVE")))
                .hasSize(3);

        Ended stopped =
                starling("demo", "--stop", "--data", directory.resolve("demo").toString(), "--address", block + ".1");
        assertThat(stopped.text()).contains("3 nodes stopped.");
    }

    private void shouldGiveTheNewestFlightFirst() throws Exception {
        JsonNode rows = cql(
                        2,
                        "SELECT departure, destination FROM flock.flights WHERE origin = 'LAX' AND day = '2001-01-13'")
                .path("rows");
        List<String> departures = new ArrayList<>();
        rows.forEach(row -> departures.add(row.path("departure").asText()));
        assertThat(departures).hasSizeGreaterThan(5).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    private void shouldServeTheConsole() throws Exception {
        Path copied = directory.resolve("airports.csv");
        Ended console = starling(
                "cql",
                block + ".3",
                "-e",
                "USE flock; SELECT city FROM airports WHERE iata = 'LAX'; EXPAND ON\nSELECT iata FROM airports LIMIT 1;"
                        + " COPY airports (iata, name) TO '" + copied
                        + "' WITH HEADER = true; DESCRIBE TABLE flights;");
        assertThat(console.code()).as(console.text()).isZero();
        assertThat(console.text())
                .contains(" Los Angeles", "(1 row)", "@ Row 1", "3,376 rows in", "CREATE TABLE flock.flights");
        assertThat(Files.readAllLines(copied)).hasSize(3_377);

        Ended wrong = starling("cql", block + ".1", "-e", "SELECT *\n FORM flock.flights;");
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.text()).contains("   FORM flock.flights\n   ^");
    }

    private long count(int node, String table) {
        return cql(node, "SELECT COUNT(*) FROM flock." + table)
                .at("/rows/0/count")
                .asLong();
    }

    private JsonNode cql(int node, String statement) {
        return new NodeProcess(
                        new NodeProcess.Addresses(block + "." + node, 8080, 9042, 7000),
                        directory.resolve("none"),
                        List.of())
                .cql(statement);
    }

    private Ended starling(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Distribution.launcher()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(directory, "starling", ".out");
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " took too long: " + Files.readString(output));
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }
}
