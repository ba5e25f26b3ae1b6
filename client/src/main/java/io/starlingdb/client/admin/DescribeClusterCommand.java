package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.client.http.NodeAddress;
import io.starlingdb.client.http.NodeApi;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code starling describecluster}: what every node says of the cluster, and where they differ. */
@Command(
        name = "describecluster",
        description = "Asks every node for its view of the cluster and says where the views differ.",
        footer = {"", "Example:", "  starling describecluster"})
final class DescribeClusterCommand implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public void run() {
        JsonNode cluster = node.open().get("/v1/cluster");
        Map<String, List<String>> views = new TreeMap<>();
        for (JsonNode member : cluster.path("nodes")) {
            String http = member.path("http").asText();
            views.computeIfAbsent(view(http), view -> new ArrayList<>())
                    .add(member.path("address").asText());
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", cluster.path("name").asText());
        json.put("partitioner", "org.apache.cassandra.dht.Murmur3Partitioner");
        ObjectNode byView = json.putObject("views");
        views.forEach((view, nodes) -> nodes.forEach(byView.putArray(view)::add));
        output.show(json, out -> print(json, views, out));
    }

    private static void print(ObjectNode json, Map<String, List<String>> views, PrintWriter out) {
        out.println("Name         " + json.path("name").asText());
        out.println("Partitioner  " + json.path("partitioner").asText());
        out.println(views.size() == 1 ? "All nodes agree:" : "The nodes do NOT agree:");
        views.forEach((view, nodes) -> {
            out.println("  " + view);
            out.println("    " + String.join(", ", nodes));
        });
    }

    /** What a node says: its record's epoch, and how many nodes it sees in which condition. */
    private static String view(String http) {
        if (http.isEmpty()) {
            return "not reachable: no HTTP address is known";
        }
        NodeApi api = new NodeApi(NodeAddress.parse(http), PATIENCE);
        try {
            Map<String, Integer> conditions = new TreeMap<>();
            for (JsonNode member : api.get("/v1/cluster").path("nodes")) {
                conditions.merge(
                        member.path("status").asText() + " "
                                + member.path("liveness").asText()
                                + (member.path("draining").asBoolean() ? " draining" : ""),
                        1,
                        Integer::sum);
            }
            List<String> words = new ArrayList<>();
            conditions.forEach((condition, count) -> words.add(count + " " + condition));
            return "epoch " + api.get("/v1/node").path("epoch").asLong() + ", sees " + String.join(", ", words);
        } catch (StarlingException e) {
            return "not reachable: " + e.text();
        }
    }
}
