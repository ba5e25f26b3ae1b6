package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that cannot go well: one sentence and exit code 1, no stack trace. And the smallest that does. */
class StartIT {
    @TempDir
    Path directory;

    private NodeProcess node;

    @BeforeEach
    void prepare() {
        node = Cluster.of(directory, 1).node(0);
    }

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void shouldFoundAClusterOfOneByItselfAndSayWhere() {
        node.start("--single").awaitReady();

        assertThat(node.get("/v1/cluster").body().path("nodes")).hasSize(1);
        assertThat(node.log())
                .contains("Serving cluster 'starling'")
                .contains("http://" + node.addresses().host() + ":"
                        + node.addresses().http());
        assertThat(node.stop()).isZero();
    }

    @Test
    void shouldNameThePortThatIsInUse() throws IOException {
        NodeProcess.Addresses addresses = node.addresses();
        for (int port : List.of(addresses.http(), addresses.internode())) {
            try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getByName(addresses.host()))) {
                assertThat(other.isBound()).isTrue();
                assertRefused(node.start(), addresses.host() + ":" + port + " is in use");
            }
        }
    }

    @Test
    void shouldRefuseASecondProcessOnADataDirectory() {
        node.start("--single").awaitReady();
        NodeProcess second =
                new NodeProcess(Cluster.free(node.addresses().host()), directory.resolve("second"), List.of());

        assertRefused(
                second.start("--set", "data_dir=" + node.directory()),
                node.directory().toString());

        assertThat(node.get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void shouldRefuseTheDataDirectoryOfAnotherCluster() {
        node.start("--single").awaitReady().stop();

        assertRefused(node.start("--set", "cluster_name=other"), "'starling'", "'other'");
    }

    @Test
    void shouldRefuseWhatItCannotUse() throws IOException {
        assertRefused(node.start("--set", "htp_port=1"), "did you mean 'http_port'?");
        assertRefused(node.start("--config", "none.yaml"), "there is no such file");
        assertRefused(node.start("--bogus"), "'--bogus' is not known");
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        assertRefused(node.start("--set", "data_dir=" + file.resolve("data")), "data directory");
    }

    /** Neither takes anything from the other, and both logs say what to do. */
    @Test
    void shouldTellOfNodesOfOtherClusters() {
        node.start("--single").awaitReady();
        try (NodeProcess sameName = neighbour(8);
                NodeProcess otherName = neighbour(9)) {
            sameName.start("--single").awaitReady().stop();
            sameName.start("--set", "seeds=" + node.addresses().seed());
            otherName.start(
                    "--set",
                    "cluster_name=other",
                    "--set",
                    "seeds=" + node.addresses().seed());

            node.await(
                    "both are told of",
                    () -> node.log().contains("belongs to another cluster of the same name")
                            && node.log().contains("it belongs to the cluster 'other', this node to 'starling'"));
            assertThat(node.log()).contains("empty its data_dir").contains("correct its cluster_name");
            assertThat(node.get("/v1/cluster").body().path("nodes")).hasSize(1);
        }
    }

    private NodeProcess neighbour(int number) {
        String host = node.addresses().host();
        return new NodeProcess(
                Cluster.free(host.substring(0, host.lastIndexOf('.') + 1) + number),
                directory.resolve("neighbour-" + number),
                List.of());
    }

    private static void assertRefused(NodeProcess node, String... phrases) {
        assertThat(node.awaitExit()).isEqualTo(1);
        assertThat(node.log()).contains(phrases).contains("starling: ").doesNotContain("\tat ");
    }
}
