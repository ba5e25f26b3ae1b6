package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code starling tpstats}: what waits in a node, and what it refused or dropped. */
@Command(
        name = "tpstats",
        description =
                "Shows a node's queues: what waits, and what was done, refused, expired or dropped since it started.",
        footer = {"", "Example:", "  starling tpstats --host 127.0.0.2 --json"})
final class TpStatsCommand implements Runnable {
    /** Parts of the names of metrics that belong here. */
    private static final List<String> KINDS = List.of(
            "pending_requests",
            "requests_under_way",
            "queued",
            "parked_tasks",
            "_tasks_total",
            "refused",
            "dropped",
            "expired",
            "request_failures",
            "native_errors",
            "hints_");

    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public void run() {
        List<Sample> samples = Sample.all(node.open().text("/metrics")).stream()
                .filter(sample ->
                        sample.name().startsWith("starling_") && !sample.name().matches(".*_(bucket|sum)$"))
                .filter(sample -> KINDS.stream().anyMatch(sample.name()::contains))
                .toList();
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        samples.forEach(sample -> {
            var one = json.addObject().put("name", sample.name()).put("value", sample.value());
            sample.labels().forEach(one.putObject("labels")::put);
        });
        output.show(json, out -> print(samples, out));
    }

    private static void print(List<Sample> samples, PrintWriter out) {
        TextTable now = new TextTable("waits now", "of").numbers("count");
        TextTable total = new TextTable("since the start", "of").numbers("count");
        for (Sample sample : samples) {
            boolean counted = sample.name().endsWith("_total");
            String name = sample.name()
                    .substring("starling_".length())
                    .replaceAll("_total$", "")
                    .replace('_', ' ');
            List<String> labels = new ArrayList<>();
            sample.labels().values().forEach(labels::add);
            (counted ? total : now)
                    .row(List.of(name, String.join(", ", labels), String.format(Locale.ROOT, "%.0f", sample.value())));
        }
        now.print(out);
        out.println();
        total.print(out);
    }
}
