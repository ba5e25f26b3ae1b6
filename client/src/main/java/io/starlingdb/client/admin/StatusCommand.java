package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code starling status}: every node as one node sees it. */
@Command(
        name = "status",
        description = "Shows the cluster's nodes, what they own and whether they are reachable.",
        footer = {
            "",
            "Examples:",
            "  starling status",
            "  starling status --all-views",
            "  starling status --host 127.0.0.2:8080 --json"
        })
final class StatusCommand implements Runnable {
    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private AllViewsOption views = new AllViewsOption();

    @Override
    public void run() {
        JsonNode cluster = views.get(node.open(), "/v1/cluster");
        output.show(cluster, out -> {
            print(cluster, out);
            AllViewsOption.print(cluster, out);
        });
    }

    /** Said only where it is not well. */
    private static String disk(String state) {
        return state.isEmpty() || state.equals("well") ? "" : " (disk " + state + ")";
    }

    static void print(JsonNode cluster, PrintWriter out) {
        out.println("Cluster " + cluster.path("name").asText()
                + (cluster.path("schema_agreed").asBoolean(true) ? "" : "  (the schema is not agreed yet)"));
        TextTable table = new TextTable("address", "datacenter", "rack", "status", "liveness")
                .numbers("tokens", "owns", "load", "uptime")
                .texts("version", "id");
        cluster.path("nodes")
                .forEach(member -> table.row(List.of(
                        member.path("address").asText(),
                        member.path("datacenter").asText(),
                        member.path("rack").asText(),
                        member.path("status").asText()
                                + (member.path("draining").asBoolean() ? " (draining)" : "")
                                + disk(member.path("disk").asText("")),
                        member.path("liveness").asText(),
                        member.path("tokens").asText(),
                        String.format(
                                Locale.ROOT, "%.1f %%", member.path("owns").asDouble() * 100),
                        Quantity.bytes(member.path("load_bytes").asLong()),
                        Quantity.seconds(member.path("uptime_s").asLong()),
                        member.path("version").asText(),
                        member.path("id").asText())));
        table.print(out);
        cluster.path("changes").forEach(change -> out.println("Under way: " + underWay(change)));
    }

    private static String underWay(JsonNode change) {
        StringBuilder line = new StringBuilder(change.path("what").asText())
                .append(" (")
                .append(change.path("phase").asText())
                .append("), ")
                .append(change.path("percent").asInt())
                .append(" %, ")
                .append(Quantity.bytes(change.path("bytes").asLong()));
        long total = change.path("bytes_total").asLong();
        if (total > 0) {
            line.append(" of about ").append(Quantity.bytes(total));
        }
        long left = change.path("seconds_left").asLong(-1);
        if (left >= 0) {
            line.append(", about ").append(Quantity.seconds(left)).append(" left");
        }
        return line.toString();
    }
}
