package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real processes under a client at QUORUM, of which one loses what it has stored. The large form is {@code scripts/repair-drill}. */
class LossIT {
    private static final String ROWS = "/v1/keyspaces/ks/tables/t/rows/";

    @TempDir
    Path directory;

    @Test
    void shouldComeBackWholeWithoutItsDirectoryAndWithoutDamagedFiles() throws Exception {
        try (Cluster cluster = Cluster.of(directory, 3).found()) {
            ClusterIT.createTable(cluster.node(0));
            NodeProcess victim = cluster.node(2);
            String id = victim.get("/v1/node").body().path("id").asText();
            QuorumClient client = new QuorumClient(cluster.nodes(), ROWS);
            try (client) {
                client.awaitMore(100);
                victim.kill();
                victim.deleteData();
                victim.start();
                awaitGoodStanding(victim);
                assertThat(victim.get("/v1/node").body().path("id").asText()).isEqualTo(id);

                client.awaitMore(50);
                victim.kill();
                // As the node itself marks them when it meets a file that cannot be read.
                Files.writeString(victim.directory().resolve("damaged"), "1");
                victim.start();
                awaitGoodStanding(victim);
                assertThat(victim.log()).contains("set aside");
                client.awaitMore(50);
            }
            assertThat(client.failures())
                    .as("stale reads")
                    .noneMatch(failure -> failure.startsWith("read") && failure.contains("status=200"));
            victim.await(
                    "equal to the others",
                    () -> NodeFigures.areEqual(cluster.nodes()) && NodeFigures.hints(victim) == 0);
            cluster.node(0).kill();
            cluster.node(1).kill();
            assertThat(client.acknowledged())
                    .hasSizeGreaterThan(200)
                    .allSatisfy((key, value) -> assertThat(victim.get(ROWS + key + "?consistency=one")
                                    .body()
                                    .at("/row/v")
                                    .asInt())
                            .isEqualTo(value));
        }
    }

    private static void awaitGoodStanding(NodeProcess node) {
        node.await("in good standing", () -> NodeFigures.state(node).equals("SERVING"));
    }
}
