package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.process.NodeProcess.Answer;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two datacenters of one node each: what levels mean there, what hostile bytes do between nodes, and who is refused. */
class DatacentersIT {
    private static final String ROW = "/v1/keyspaces/flock/tables/birds/rows/wren?timeout_ms=5000&consistency=";

    @TempDir
    private Path directory;

    @Test
    void shouldServeEachDatacenterByItselfAndSurviveStrangers() throws Exception {
        try (Cluster cluster = Cluster.of(directory, 2)) {
            NodeProcess east = cluster.node(0).start("--set", "datacenter=east");
            NodeProcess west = cluster.node(1).start("--set", "datacenter=west");
            cluster.nodes().forEach(node -> node.awaitLive().awaitAlive(2));
            assertThat(east.post("/v1/init", "{}").status()).isEqualTo(200);
            cluster.nodes().forEach(NodeProcess::awaitReady);
            east.cql("CREATE KEYSPACE flock WITH replication ="
                    + " {'class': 'NetworkTopologyStrategy', 'east': 1, 'west': 1}");
            east.cql("CREATE TABLE flock.birds (k text PRIMARY KEY, v int)");

            shouldSurviveHostileBytes(east);
            assertThat(write(east, "each_quorum", 1)).isEqualTo("200");
            assertThat(read(west, "local_quorum")).isEqualTo(1);
            west.kill();
            east.await(
                    "a write that needs both datacenters is refused",
                    () -> write(east, "each_quorum", 2).equals("unavailable"));
            assertThat(write(east, "quorum", 2))
                    .as("a quorum of two copies is both")
                    .isEqualTo("unavailable");
            assertThat(write(east, "local_quorum", 3)).isEqualTo("200");
            assertThat(read(east, "local_quorum")).isEqualTo(3);
            west.start("--set", "datacenter=west").awaitReady();
            west.await("what it missed is there again", () -> read(west, "local_quorum") == 3);
            east.await(
                    "both datacenters write again",
                    () -> write(east, "each_quorum", 4).equals("200"));
            shouldRefuseAnAddressInUse(east, west);
            shouldRefuseACopyOfANode(east, west);
        }
    }

    private static String write(NodeProcess node, String level, int value) {
        Answer answer = node.put(ROW + level, "{\"v\":" + value + "}");
        return answer.status() == 200 ? "200" : answer.code();
    }

    private static int read(NodeProcess node, String level) {
        return node.get(ROW + level).body().at("/row/v").asInt();
    }

    /** Bytes that are no frames close their connection, never the node. */
    private static void shouldSurviveHostileBytes(NodeProcess node) throws IOException {
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            byte[] bytes = new byte[1 + random.nextInt(4_000)];
            random.nextBytes(bytes);
            try (Socket socket =
                    new Socket(node.addresses().host(), node.addresses().internode())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
                while (socket.getInputStream().read() >= 0) {
                    // whatever it says, it closes the connection
                }
            } catch (java.net.SocketException reset) {
                // closed before all was read
            }
        }
        assertThat(node.get("/health/ready").status()).isEqualTo(200);
    }

    /** A new node that says to be reached where another lives is found out, and gets nowhere; the other goes on. */
    private void shouldRefuseAnAddressInUse(NodeProcess east, NodeProcess west) {
        String host = east.addresses().host();
        NodeProcess.Addresses free = Cluster.free(host.substring(0, host.lastIndexOf('.') + 1) + 8);
        NodeProcess.Addresses addresses = new NodeProcess.Addresses(
                free.host(), free.http(), free.cql(), east.addresses().internode());
        try (NodeProcess impostor = new NodeProcess(
                addresses,
                directory.resolve("impostor"),
                List.of(
                        "datacenter=west",
                        "advertise_address=" + host,
                        "seeds=" + west.addresses().seed()))) {
            impostor.start();
            west.await(
                    "the second node at one address is told of",
                    () -> west.log()
                            .contains(
                                    "says to be reached at " + east.addresses().seed()));
            assertThat(west.log()).contains("Give one of them another advertise_address");
            assertThat(impostor.awaitLive().get("/health/ready").status()).isEqualTo(503);
        }
        assertThat(west.get("/v1/cluster").body().path("nodes")).hasSize(2);
        assertThat(write(west, "each_quorum", 5)).isEqualTo("200");
    }

    /** A second process with the same id is found out, in words that say what to do; the first goes on. */
    private void shouldRefuseACopyOfANode(NodeProcess east, NodeProcess west) throws IOException {
        Path copied = directory.resolve("copy");
        assertThat(west.stop()).isZero();
        FolderCopy.make(west.directory(), copied);
        west.start("--set", "datacenter=west").awaitReady();
        String host = west.addresses().host();
        NodeProcess.Addresses addresses = Cluster.free(host.substring(0, host.lastIndexOf('.') + 1) + 9);
        try (NodeProcess copy = new NodeProcess(
                addresses,
                copied,
                List.of("datacenter=west", "seeds=" + east.addresses().seed()))) {
            copy.start();
            east.await(
                    "the second node with one id is told of",
                    () -> (east.log() + west.log() + copy.log()).contains("Two nodes claim to be one"));
        }
        assertThat(write(east, "each_quorum", 5)).isEqualTo("200");
    }
}
