package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.node.process.StarlingProcess.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The daily proof: every node is restarted, and no client notices. */
class RollingRestartIT {
    private static final System.Logger LOG = System.getLogger(RollingRestartIT.class.getName());

    @TempDir
    Path directory;

    private final String block = "127.0." + ThreadLocalRandom.current().nextInt(10, 250);

    @AfterEach
    void stop() {
        starling("demo", "--stop");
    }

    @Test
    void shouldRestartEveryNodeWithoutOneFailedRequest() {
        demo();

        Ended check = script("rolling-restart", "--check");
        assertThat(check.code()).as(check.text()).isZero();
        assertThat(check.text().lines()).hasSize(3).allMatch(line -> line.contains("could be restarted"));

        Ended restarted = restartUnderLoad(false);
        assertThat(restarted.text()).contains("3 nodes restarted in ");
        shouldHaveStoppedCleanly();
        shouldRefuseAtTheFirstDoubt();
    }

    @Test
    @EnabledIfSystemProperty(named = "starling.full", matches = "true")
    void shouldFailNoIdempotentRequestWhenNodesAreKilled() {
        demo();

        assertThat(restartUnderLoad(true, "--kill").text()).contains("killed in ", "3 nodes restarted in ");
    }

    private void demo() {
        Ended up = starling("demo", "--detach");
        assertThat(up.code()).as(up.text()).isZero();
        cql("CREATE KEYSPACE load WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}");
        cql("CREATE TABLE load.rows (k text PRIMARY KEY, v int)");
    }

    /** Restarts all while three threads each load by HTTP and by the Java driver; no request may fail. */
    private Ended restartUnderLoad(boolean idempotent, String... options) {
        try (HttpLoad http = new HttpLoad(List.of(http(1), http(2), http(3)), "load", "rows").start(3);
                DriverLoad driver = new DriverLoad(node(1), "load.rows", idempotent).start(3)) {
            Ended restarted = script("rolling-restart", options);
            http.end();
            driver.end();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}HTTP: {1} requests, {2} failed, worst latency {3} ms; driver: {4} requests, {5} failed, worst latency {6} ms",
                    restarted.text(),
                    http.requests(),
                    http.failures().size(),
                    http.worstMillis(),
                    driver.requests(),
                    driver.failures().size(),
                    driver.worstMillis());
            assertThat(restarted.code()).as(restarted.text()).isZero();
            assertThat(http.failures()).isEmpty();
            assertThat(driver.failures()).isEmpty();
            assertThat(http.requests()).isGreaterThan(100);
            assertThat(driver.requests()).isGreaterThan(100);
            return restarted;
        }
    }

    /** A node that did not say how far it had come would be recovering now. */
    private void shouldHaveStoppedCleanly() {
        for (int number = 1; number <= 3; number++) {
            JsonNode node = node(number).get("/v1/node").body();
            assertThat(node.path("state").asText()).isEqualTo("SERVING");
            assertThat(node.path("uptime_s").asLong()).isLessThan(120);
        }
    }

    private void shouldRefuseAtTheFirstDoubt() {
        cql("CREATE KEYSPACE lonely WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        Ended unsafe = script("rolling-restart");
        assertThat(unsafe.code()).isEqualTo(1);
        assertThat(unsafe.text())
                .contains("not safe to stop", "keyspace lonely, range (", "a quorum is 1 of 1 replicas");
        assertThat(starling("safe-to-stop", "--host", http(1)).code()).isEqualTo(1);
        cql("DROP KEYSPACE lonely");
        assertThat(starling("safe-to-stop", "--host", http(1)).code()).isZero();

        node(3).post("/v1/node/drain", "{}");
        Ended draining = script("rolling-restart");
        assertThat(draining.code()).isEqualTo(1);
        assertThat(draining.text()).contains("not now:", http(3) + " is DRAINING");
    }

    private void cql(String statement) {
        node(1).cql(statement);
    }

    private NodeProcess node(int number) {
        return new NodeProcess(
                new NodeProcess.Addresses(block + "." + number, 8080, 9042, 7000),
                directory.resolve("none"),
                List.of());
    }

    private String http(int number) {
        return block + "." + number + ":8080";
    }

    private Ended starling(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command));
        if (command.equals("demo")) {
            all.addAll(where());
        }
        all.addAll(Arrays.asList(arguments));
        return StarlingProcess.run(directory, "starling", all);
    }

    private Ended script(String name, String... arguments) {
        List<String> all = new ArrayList<>(where());
        all.addAll(Arrays.asList(arguments));
        return StarlingProcess.run(directory, name, all);
    }

    private List<String> where() {
        return List.of("--data", directory.resolve("demo").toString(), "--address", block + ".1");
    }
}
