package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code starling status}: every node as one node sees it. */
@Command(name = "status", description = "Shows the cluster's nodes, what they own and whether they are reachable.")
final class StatusCommand implements Runnable {
    @Mixin
    private NodeOption node = new NodeOption();

    @Option(names = "--json", description = "Prints GET /v1/cluster as it is.")
    private boolean json;

    @Override
    public void run() {
        JsonNode cluster = node.open().get("/v1/cluster");
        if (json) {
            System.out.println(cluster.toPrettyString());
            return;
        }
        print(cluster);
    }

    static void print(JsonNode cluster) {
        System.out.println("Cluster " + cluster.path("name").asText()
                + (cluster.path("schema_agreed").asBoolean(true) ? "" : "  (the schema is not agreed yet)"));
        TextTable table = new TextTable(
                "address", "datacenter", "rack", "status", "liveness", "tokens", "owns", "load", "version", "id");
        cluster.path("nodes")
                .forEach(member -> table.row(List.of(
                        member.path("address").asText(),
                        member.path("datacenter").asText(),
                        member.path("rack").asText(),
                        member.path("status").asText()
                                + (member.path("draining").asBoolean() ? " (draining)" : ""),
                        member.path("liveness").asText(),
                        member.path("tokens").asText(),
                        String.format(
                                Locale.ROOT, "%.1f %%", member.path("owns").asDouble() * 100),
                        bytes(member.path("load_bytes").asLong()),
                        member.path("version").asText(),
                        member.path("id").asText())));
        table.print(System.out);
    }

    static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int step = Math.min(5, (63 - Long.numberOfLeadingZeros(bytes)) / 10);
        return String.format(Locale.ROOT, "%.1f %siB", bytes / Math.pow(1024, step), "KMGTP".charAt(step - 1));
    }
}
