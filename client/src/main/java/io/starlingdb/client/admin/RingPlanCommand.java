package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code starling ring plan}: what a change of ownership would do. */
@Command(
        name = "plan",
        description = "Shows who would hold how much, and what would move, without doing it.",
        footer = {
            "",
            "Examples:",
            "  starling ring plan join --rack rack2",
            "  starling ring plan decommission 127.0.0.4",
            "  starling ring plan rebalance"
        })
final class RingPlanCommand implements Runnable {
    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "CHANGE", description = "join, decommission, remove, replace or rebalance.")
    private String change = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "NODE", description = "Which node: its address or id.")
    private @Nullable String subject;

    @Option(names = "--datacenter", paramLabel = "NAME", description = "Where a new node would stand (default: dc1).")
    private String datacenter = "dc1";

    @Option(names = "--rack", paramLabel = "NAME", description = "In which rack (default: rack1).")
    private String rack = "rack1";

    @Override
    public void run() {
        ObjectNode parameters = JsonNodeFactory.instance
                .objectNode()
                .put("change", change)
                .put("datacenter", datacenter)
                .put("rack", rack);
        if (subject != null) {
            parameters.put("node", subject);
        }
        JsonNode ended = node.open().post("/v1/node/plan", parameters);
        if (!ended.path("state").asText().equals("DONE")) {
            throw new CommandFailure(ended.path("error").asText());
        }
        JsonNode plan = ended.path("result");
        output.show(plan, out -> print(plan, out));
    }

    private static void print(JsonNode plan, PrintWriter out) {
        TextTable table = new TextTable("address", "datacenter", "rack")
                .numbers("holds now", "would hold", "would fetch")
                .texts("id");
        for (JsonNode member : plan.path("nodes")) {
            table.row(List.of(
                    member.path("address").asText(),
                    member.path("datacenter").asText(),
                    member.path("rack").asText(),
                    percent(member.path("before").asDouble()),
                    percent(member.path("after").asDouble()),
                    Quantity.bytes(member.path("fetches").asLong()),
                    member.path("id").asText()));
        }
        table.print(out);
        out.println(String.format(
                Locale.ROOT,
                "About %s would move. Largest share over smallest: %.2f now, %.2f then.",
                Quantity.bytes(plan.path("moved_bytes").asLong()),
                plan.path("largest_over_smallest_before").asDouble(),
                plan.path("largest_over_smallest_after").asDouble()));
        plan.path("warnings").forEach(warning -> out.println("Warning: " + warning.asText()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
