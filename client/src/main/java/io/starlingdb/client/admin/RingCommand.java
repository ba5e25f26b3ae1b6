package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code starling ring}: every token with its owner. */
@Command(
        name = "ring",
        description = "Shows the ring: each token range and the node it belongs to.",
        subcommands = {RingPlanCommand.class, RingOperationCommand.Rebalance.class, RingOperationCommand.Cancel.class},
        footer = {"", "Examples:", "  starling ring", "  starling ring plan join", "  starling ring --keyspace flock"})
final class RingCommand implements Runnable {
    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private AllViewsOption views = new AllViewsOption();

    @Option(names = "--keyspace", paramLabel = "NAME", description = "Shows each range's replicas for this keyspace.")
    private @Nullable String keyspace;

    @Override
    public void run() {
        JsonNode ring = views.get(
                node.open(),
                "/v1/cluster/ring"
                        + (keyspace == null ? "" : "?keyspace=" + URLEncoder.encode(keyspace, StandardCharsets.UTF_8)));
        output.show(ring, out -> {
            print(ring, out);
            AllViewsOption.print(ring, out);
        });
    }

    private static void print(JsonNode ring, PrintWriter out) {
        Map<String, String> addresses = new TreeMap<>();
        ring.path("ranges")
                .forEach(range -> addresses.put(
                        range.path("node").asText(), range.path("address").asText()));
        boolean replicas = ring.path("ranges").path(0).path("replicas").size() > 0;
        out.println("Ring at epoch " + ring.path("epoch").asText());
        TextTable table = new TextTable().numbers("start", "end").texts("owner", replicas ? "replicas" : "owner id");
        for (JsonNode range : ring.path("ranges")) {
            List<String> holders = new ArrayList<>();
            range.path("replicas").forEach(id -> holders.add(addresses.getOrDefault(id.asText(), id.asText())));
            table.row(List.of(
                    range.path("start").asText(),
                    range.path("end").asText(),
                    range.path("address").asText(),
                    replicas ? String.join(", ", holders) : range.path("node").asText()));
        }
        table.print(out);
    }
}
