package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.StarlingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each node says about the cluster at one moment, and what in it speaks against a restart. Every node is asked: one that sees less than the
 * others is a doubt, too.
 */
final class ClusterView {
    private final Map<String, JsonNode> clusters = new TreeMap<>();
    private final Map<String, JsonNode> selves = new TreeMap<>();
    private final List<String> doubts = new ArrayList<>();

    /**
     * Asks all nodes.
     *
     * @param hintsMax how many hints may wait in all of them together
     */
    static ClusterView of(List<RestartedNode> nodes, long hintsMax) {
        ClusterView view = new ClusterView();
        for (RestartedNode node : nodes) {
            String name = node.http().toString();
            try {
                view.clusters.put(name, node.api().get("/v1/cluster"));
                view.selves.put(name, node.api().get("/v1/node"));
            } catch (StarlingException e) {
                view.doubts.add(name + " cannot be asked: " + e.text());
            }
        }
        view.selves.forEach(view::judgeSelf);
        view.clusters.forEach(view::judgeCluster);
        view.judgeAgreement(nodes);
        long hints = view.hints();
        if (hints > hintsMax) {
            view.doubts.add(hints + " hints wait to be delivered (--max-hints " + hintsMax + ")");
        }
        return view;
    }

    /** What speaks against it; empty if all is well. */
    List<String> doubts() {
        return doubts;
    }

    /** Ids by HTTP address, of those that answered. */
    Map<String, String> ids() {
        Map<String, String> ids = new TreeMap<>();
        selves.forEach((name, self) -> ids.put(name, self.path("id").asText()));
        return ids;
    }

    /** The rack of each, with its datacenter, by HTTP address. */
    Map<String, String> racks() {
        Map<String, String> racks = new TreeMap<>();
        selves.forEach((name, self) -> racks.put(
                name, self.path("datacenter").asText() + "/" + self.path("rack").asText()));
        return racks;
    }

    private void judgeSelf(String name, JsonNode self) {
        String state = self.path("state").asText();
        if (!state.equals("SERVING")) {
            doubts.add(name + " is " + state);
        }
        if (self.path("stores_hints").asBoolean()) {
            doubts.add(name + " is storing hints, and does not know yet how many");
        }
        String disk = self.path("disk").path("state").asText();
        if (disk.equals("FULL") || disk.equals("FAILING")) {
            doubts.add(name + " takes no writes: its disk is " + disk + " ("
                    + self.path("disk").path("usable_bytes").asLong() + " bytes left)");
        }
    }

    private void judgeCluster(String name, JsonNode cluster) {
        if (!cluster.path("schema_agreed").asBoolean()) {
            doubts.add(name + " says that not all nodes have the newest schema");
        }
        for (JsonNode node : cluster.path("nodes")) {
            String status = node.path("status").asText();
            String liveness = node.path("liveness").asText();
            String address = node.path("address").asText();
            if (!status.equals("NORMAL")) {
                doubts.add(name + " says that " + address + " is " + status);
            }
            if (!liveness.equals("ALIVE")) {
                doubts.add(name + " sees " + address + " as " + liveness);
            }
            if (node.path("draining").asBoolean()) {
                doubts.add(name + " says that " + address + " is draining");
            }
        }
    }

    private void judgeAgreement(List<RestartedNode> nodes) {
        long epochs = selves.values().stream()
                .map(self -> self.path("epoch").asLong())
                .distinct()
                .count();
        if (epochs > 1) {
            doubts.add("the nodes have different cluster records");
        }
        clusters.forEach((name, cluster) -> {
            int known = cluster.path("nodes").size();
            if (known != nodes.size()) {
                doubts.add(name + " knows " + known + " nodes, and " + nodes.size() + " are to be restarted");
            }
        });
    }

    private long hints() {
        long hints = 0;
        for (JsonNode self : selves.values()) {
            for (JsonNode queue : self.path("hints")) {
                hints += queue.path("count").asLong();
            }
        }
        return hints;
    }
}
