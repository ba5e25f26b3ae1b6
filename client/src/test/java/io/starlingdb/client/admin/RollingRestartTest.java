package io.starlingdb.client.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.starlingdb.client.http.NodeAddress;
import io.starlingdb.client.http.NodeApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rolling restart refuses, and in which order it does the rest, with nodes that only answer. */
class RollingRestartTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private final List<String> done = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final List<FakeNode> nodes = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        for (int number = 1; number <= 3; number++) {
            nodes.add(new FakeNode(number));
        }
    }

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.server.stop(0));
    }

    @Test
    void shouldRestartOneAfterTheOther() throws IOException {
        restart(false, false).run();

        assertThat(done)
                .containsExactly(
                        "drain 1", "stop 1", "start 1", "drain 2", "stop 2", "start 2", "drain 3", "stop 3", "start 3");
        assertThat(said).last().asString().startsWith("3 nodes restarted in ");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldOnlyLookWhenItChecks() throws IOException {
        restart(false, false).check();

        assertThat(done).isEmpty();
        assertThat(said).hasSize(3).allMatch(line -> line.endsWith(": could be restarted"));
    }

    @Test
    void shouldRestartARackAtATime() throws IOException {
        nodes.get(2).self.put("rack", "r1");

        restart(true, false).run();

        assertThat(done)
                .containsExactly(
                        "drain 1", "drain 3", "stop 1", "stop 3", "start 1", "start 3", "drain 2", "stop 2", "start 2");
    }

    @Test
    void shouldStopAtTheFirstDoubtAndGoOnWhereItStopped() throws IOException {
        nodes.get(1).whenStarted = () -> nodes.get(0).self.put("state", "RECOVERING");
        assertThatThrownBy(() -> restart(false, false).run())
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("gave up after 0 s of waiting until all nodes are well")
                .hasMessageContaining(" is RECOVERING")
                .hasMessageEndingWith("Mend it, then go on with --resume");
        assertThat(done).containsExactly("drain 1", "stop 1", "start 1", "drain 2", "stop 2", "start 2");
        nodes.get(1).whenStarted = () -> {};
        nodes.get(0).self.put("state", "SERVING");
        done.clear();

        restart(false, true).run();

        assertThat(done).containsExactly("drain 2", "stop 2", "start 2", "drain 3", "stop 3", "start 3");
        assertThat(said).anyMatch(line -> line.endsWith(": was restarted before"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/state | \"RECOVERING\" | is RECOVERING",
                "/state | \"DRAINING\" | is DRAINING",
                "/hints | [{\"count\": 7}] | 7 hints wait to be delivered (--max-hints 0)",
                "/stores_hints | true | is storing hints",
                "/disk | {\"state\": \"FULL\", \"usable_bytes\": 5} | takes no writes: its disk is FULL (5 bytes left)",
                "/disk | {\"state\": \"FAILING\"} | takes no writes: its disk is FAILING",
                "/epoch | 8 | the nodes have different cluster records"
            })
    void shouldRefuseWhatANodeSaysOfItself(String field, String value, String doubt) throws IOException {
        nodes.get(1).self.set(field.substring(1), JSON.readTree(value));

        refuses("not now:", doubt);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "liveness | SUSPECT | as SUSPECT",
                "liveness | DEAD | as DEAD",
                "status | JOINING | is JOINING",
                "status | LEAVING | is LEAVING",
            })
    void shouldRefuseWhatOneNodeSeesOfAnother(String field, String value, String doubt) {
        ((ObjectNode) nodes.get(2).cluster.path("nodes").get(0)).put(field, value);

        refuses("not now:", doubt);
    }

    @Test
    void shouldRefuseWhileSchemasDiffer() {
        nodes.get(2).cluster.put("schema_agreed", false);

        refuses("not now:", "says that not all nodes have the newest schema");
    }

    @Test
    void shouldRefuseWhenANodeIsDown() {
        nodes.get(1).server.stop(0);

        refuses("not now:", nodes.get(1).http() + " cannot be asked: ");
    }

    @Test
    void shouldRefuseWhenThereAreNodesThatItDoesNotKnow() {
        nodes.get(0)
                .cluster
                .withArray("nodes")
                .addObject()
                .put("status", "NORMAL")
                .put("liveness", "ALIVE");

        refuses("not now:", "knows 4 nodes, and 3 are to be restarted");
    }

    @Test
    void shouldRefuseWhenARangeWouldLoseItsQuorum() throws IOException {
        nodes.get(2).safety = (ObjectNode) JSON.readTree(
                "{\"safe\":false,\"problem_count\":1,\"problems\":[{\"keyspace\":\"ks\",\"start\":\"1\",\"end\":\"9\","
                        + "\"reason\":\"a quorum is 1 of 1 replicas\",\"missing\":[\"a:7000\"]}]}");

        refuses(
                "not safe to stop, says " + nodes.get(2).http(),
                "keyspace ks, range (1, 9]: a quorum is 1 of 1 replicas");
    }

    private void refuses(String... texts) {
        RollingRestart restart = restart(false, false);
        assertThatThrownBy(restart::run).isInstanceOf(CommandFailure.class).hasMessageContainingAll(texts);
        assertThat(done).isEmpty();
    }

    private RollingRestart restart(boolean byRack, boolean resume) {
        try {
            return new RollingRestart(
                    List.copyOf(nodes),
                    new RollingRestart.Settings(byRack, false, 0, Duration.ZERO),
                    new RestartProgress(directory.resolve("done"), resume),
                    said::add);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private final class FakeNode implements RestartedNode {
        final HttpServer server;
        final ObjectNode self = JSON.createObjectNode();
        final ObjectNode cluster = JSON.createObjectNode();
        ObjectNode safety = JSON.createObjectNode().put("safe", true);
        Runnable whenStarted = () -> {};
        private final int number;
        private final NodeApi api;

        FakeNode(int number) throws IOException {
            this.number = number;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/node", exchange -> answer(exchange, self));
            server.createContext("/v1/cluster", exchange -> answer(exchange, cluster));
            server.createContext("/v1/cluster/safe-to-stop", exchange -> answer(exchange, safety));
            server.createContext("/health/ready", exchange -> answer(exchange, self));
            server.createContext("/v1/node/drain", exchange -> {
                done.add("drain " + number);
                answer(exchange, self);
            });
            server.start();
            api = new NodeApi(http(), Duration.ofSeconds(30));
            self.put("id", "id-" + number)
                    .put("state", "SERVING")
                    .put("epoch", 7)
                    .put("rack", "r" + number);
            cluster.put("schema_agreed", true);
            for (int other = 1; other <= 3; other++) {
                cluster.withArray("nodes")
                        .addObject()
                        .put("address", "node-" + other)
                        .put("status", "NORMAL")
                        .put("liveness", "ALIVE");
            }
        }

        private void answer(HttpExchange exchange, ObjectNode json) throws IOException {
            byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        @Override
        public NodeAddress http() {
            return NodeAddress.parse("127.0.0.1:" + server.getAddress().getPort());
        }

        @Override
        public NodeApi api() {
            return api;
        }

        @Override
        public void stop() {
            done.add("stop " + number);
        }

        @Override
        public void kill() {
            done.add("kill " + number);
        }

        @Override
        public void start() {
            done.add("start " + number);
            whenStarted.run();
        }
    }
}
