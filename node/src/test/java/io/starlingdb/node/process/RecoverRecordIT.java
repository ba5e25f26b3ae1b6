package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two of three real nodes are gone for good: nothing can be decided any more, until an operator says so. */
class RecoverRecordIT {
    private static final String ROW = "/v1/keyspaces/flock/tables/birds/rows/starling?consistency=one";

    @TempDir
    private Path directory;

    @Test
    void shouldGoOnWithOneNodeOfThreeWhenTheOthersAreGoneForGood() throws Exception {
        try (Cluster cluster = Cluster.of(directory, 3).found()) {
            NodeProcess left = cluster.node(0);
            left.cql("CREATE KEYSPACE flock WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}");
            left.cql("CREATE TABLE flock.birds (k text PRIMARY KEY, v int)");
            left.cql("INSERT INTO flock.birds (k, v) VALUES ('starling', 1)");
            String name = left.get("/v1/cluster").body().path("name").asText();
            assertThat(name).isNotEmpty();
            String survivor = left.addresses().host();
            assertThat(recover(left, survivor, name)).as("the others live").isNotEqualTo("done");
            cluster.node(1).kill();
            cluster.node(2).kill();
            left.await("both are known to be dead", () -> {
                long dead = 0;
                for (var node : left.get("/v1/cluster").body().path("nodes")) {
                    dead += node.toString().contains("DEAD") ? 1 : 0;
                }
                return dead == 2;
            });
            assertThat(recover(left, survivor, "another")).as("not confirmed").isNotEqualTo("done");
            assertThat(recover(left, survivor, name)).isEqualTo("done");
            String both = "{\"nodes\":[\"" + cluster.node(1).addresses().host() + "\",\""
                    + cluster.node(2).addresses().host() + "\"]}";
            assertThat(left.post("/v1/node/remove", both).status()).isEqualTo(202);
            left.await("the lost are no members any more", () -> {
                var known = left.get("/v1/cluster").body();
                return known.path("nodes").size() == 1 && known.path("changes").isEmpty();
            });
            left.cql("CREATE TABLE flock.nests (k text PRIMARY KEY)");
            assertThat(left.get(ROW).body().at("/row/v").asInt()).isEqualTo(1);
        }
    }

    /** How it ended. */
    private static String recover(NodeProcess node, String survivor, String name) {
        var begun =
                node.post("/v1/node/recover-record", "{\"confirm\":\"" + name + "\",\"nodes\":[\"" + survivor + "\"]}");
        if (begun.status() != 202) {
            return "refused";
        }
        String id = begun.body().path("id").asText();
        String[] state = new String[1];
        node.await("the record is recovered or not", () -> {
            state[0] = node.get("/v1/operations/" + id).body().path("state").asText();
            return !state[0].equalsIgnoreCase("running");
        });
        return state[0].toLowerCase(java.util.Locale.ROOT);
    }
}
