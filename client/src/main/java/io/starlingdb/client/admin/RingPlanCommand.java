package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
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
            "  starling ring plan remove 127.0.0.3 127.0.0.4",
            "  starling ring plan rebalance",
            "  starling ring plan replication flock east=3,west=2"
        })
final class RingPlanCommand implements Runnable {
    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Parameters(
            index = "0",
            paramLabel = "CHANGE",
            description = "join, decommission, remove, replace, rebalance or replication.")
    private String change = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "WHAT",
            description = {
                "decommission, remove, replace: which node, its address or id; remove takes several.",
                "replication: the keyspace, and a number of copies or DATACENTER=COPIES,..."
            })
    private List<String> subjects = new ArrayList<>();

    @Option(
            names = "--datacenter",
            paramLabel = "NAME",
            description = "Where a new node would stand (default: dc1, or where the replaced one stood).")
    private @Nullable String datacenter;

    @Option(
            names = "--rack",
            paramLabel = "NAME",
            description = "In which rack (default: rack1, or that of the replaced one).")
    private @Nullable String rack;

    @Override
    public void run() {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("change", change);
        if (datacenter != null) {
            parameters.put("datacenter", datacenter);
        }
        if (rack != null) {
            parameters.put("rack", rack);
        }
        if (change.equals("replication")) {
            replication(parameters);
        } else if (subjects.size() == 1) {
            parameters.put("node", subjects.get(0));
        } else {
            subjects.forEach(parameters.putArray("nodes")::add);
        }
        JsonNode ended = node.open().post("/v1/node/plan", parameters);
        if (!ended.path("state").asText().equals("DONE")) {
            throw new CommandFailure(ended.path("error").asText());
        }
        JsonNode plan = ended.path("result");
        output.show(plan, out -> print(plan, out));
    }

    /** {@code 3} is so many copies wherever they lie, {@code east=3,west=2} so many in each datacenter. */
    private void replication(ObjectNode parameters) {
        if (subjects.size() != 2) {
            throw new CommandFailure("Say which keyspace and how many copies: starling ring plan replication flock 3");
        }
        ObjectNode options = parameters.put("keyspace", subjects.get(0)).putObject("replication");
        String copies = subjects.get(1);
        options.put("class", copies.contains("=") ? "NetworkTopologyStrategy" : "SimpleStrategy");
        for (String part : copies.split(",", -1)) {
            int equals = part.indexOf('=');
            options.put(equals < 0 ? "replication_factor" : part.substring(0, equals), part.substring(equals + 1));
        }
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
