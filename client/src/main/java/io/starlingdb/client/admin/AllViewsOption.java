package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.http.NodeApi;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** {@code --all-views}: every node's opinion beside that of the node that is asked, differences marked. */
final class AllViewsOption {
    @Option(
            names = "--all-views",
            description = "Asks every node how it sees the cluster, and marks (*) what differs from the first column.")
    private boolean allViews;

    boolean isWanted() {
        return allViews;
    }

    /** Asks for a resource of the cluster, with all views if they are wanted. */
    JsonNode get(NodeApi node, String path) {
        return node.get(allViews ? path + (path.contains("?") ? "&" : "?") + "all_views=true" : path);
    }

    /** A column for each node's view, a row for each node that is seen; below, the differences in words. Nothing if there are no views. */
    static void print(JsonNode answer, PrintWriter out) {
        JsonNode views = answer.path("all_views").path("views");
        if (views.isEmpty()) {
            return;
        }
        List<String> columns = new ArrayList<>();
        Map<String, String> seen = new TreeMap<>();
        views.forEach(view -> {
            columns.add("by " + view.path("address").asText());
            view.path("opinions")
                    .forEach(opinion -> seen.putIfAbsent(
                            opinion.path("node").asText(),
                            opinion.path("address").asText()));
        });
        out.println();
        TextTable table = new TextTable("node").texts(columns.toArray(String[]::new));
        seen.forEach((node, address) -> table.row(row(views, node, address)));
        table.row(records(views));
        table.print(out);
        out.println(
                answer.path("all_views").path("agreed").asBoolean()
                        ? "All nodes that answered see the same."
                        : "Views differ:");
        views.forEach(view -> view.path("differences")
                .forEach(difference -> out.println("  " + view.path("address").asText() + " " + difference.asText())));
        views.forEach(view -> {
            if (!view.path("answered").asBoolean()) {
                out.println("  " + view.path("address").asText() + " does not answer");
            }
        });
    }

    private static List<String> row(JsonNode views, String node, String address) {
        List<String> cells = new ArrayList<>(List.of(address));
        String first = opinion(views.path(0), node);
        views.forEach(view -> cells.add(marked(opinion(view, node), first)));
        return cells;
    }

    private static List<String> records(JsonNode views) {
        List<String> cells = new ArrayList<>(List.of("record of epoch"));
        views.forEach(view -> cells.add(
                view.path("answered").asBoolean()
                        ? view.path("epoch").asText()
                                + (view.path("same_record").asBoolean() ? "" : " *")
                        : "?"));
        return cells;
    }

    private static String marked(String opinion, String first) {
        return opinion.equals(first) || opinion.equals("?") ? opinion : opinion + " *";
    }

    private static String opinion(JsonNode view, String node) {
        if (!view.path("answered").asBoolean()) {
            return "?";
        }
        for (JsonNode opinion : view.path("opinions")) {
            if (opinion.path("node").asText().equals(node)) {
                return opinion.path("status").asText() + " "
                        + opinion.path("liveness").asText();
            }
        }
        return "-";
    }
}
