package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real nodes come and go while a client works at QUORUM: no request fails, and nothing is lost. */
class TopologyIT {
    private static final String ROWS = "/v1/keyspaces/flock/tables/birds/rows/";

    @TempDir
    private Path directory;

    @Test
    void shouldFailNoRequestAndLoseNothingWhileNodesJoinLeaveAndAreReplaced() throws Exception {
        try (Cluster cluster = Cluster.of(directory, 3).found()) {
            NodeProcess first = cluster.node(0);
            first.cql("CREATE KEYSPACE flock WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}");
            first.cql("CREATE TABLE flock.birds (k text PRIMARY KEY, v int)");
            QuorumClient client = new QuorumClient(cluster.nodes(), ROWS);
            try (client;
                    NodeProcess fourth = newcomer(first, "node-4", 4);
                    NodeProcess fifth = newcomer(first, "node-5", 5)) {
                client.awaitMore(200);
                fourth.start().awaitReady();
                awaitRest(first, 4);
                client.awaitMore(100);
                assertThat(first.post(
                                        "/v1/node/decommission",
                                        "{\"node\":\"" + fourth.addresses().host() + "\"}")
                                .status())
                        .isEqualTo(202);
                awaitRest(first, 3);
                fourth.kill();
                client.awaitMore(100);
                fifth.start().awaitReady();
                awaitRest(first, 4);
                fifth.kill();
                first.await(
                        "the killed node is known to be dead",
                        () -> first.get("/v1/cluster").text().contains("\"DEAD\""));
                assertThat(first.post(
                                        "/v1/node/remove",
                                        "{\"node\":\"" + fifth.addresses().host() + "\"}")
                                .status())
                        .isEqualTo(202);
                awaitRest(first, 3);
                client.awaitMore(100);
            }
            assertThat(client.failures()).isEmpty();
            assertThat(client.acknowledged())
                    .hasSizeGreaterThan(400)
                    .allSatisfy((key, value) -> assertThat(first.get(ROWS + key + "?consistency=all")
                                    .body()
                                    .at("/row/v")
                                    .asInt())
                            .isEqualTo(value));
        }
    }

    private NodeProcess newcomer(NodeProcess seed, String name, int number) {
        String host = seed.addresses().host();
        NodeProcess.Addresses addresses = Cluster.free(host.substring(0, host.lastIndexOf('.') + 1) + number);
        return new NodeProcess(
                addresses,
                directory.resolve(name),
                List.of("seeds=" + seed.addresses().seed()));
    }

    private static void awaitRest(NodeProcess node, int members) {
        node.await("the cluster has " + members + " nodes at rest", () -> {
            var cluster = node.get("/v1/cluster").body();
            long normal = 0;
            for (var member : cluster.path("nodes")) {
                normal += member.path("status").asText().equals("NORMAL") ? 1 : 0;
            }
            return normal == members && cluster.path("changes").isEmpty();
        });
    }
}
