package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code starling proxyhistograms}: how long requests take that a node coordinates. */
@Command(
        name = "proxyhistograms",
        description =
                "Shows how long the requests took that a node coordinated, by operation and level, since it started.",
        footer = {"", "Example:", "  starling proxyhistograms --host 127.0.0.2"})
final class ProxyHistogramsCommand implements Runnable {
    private static final String METRIC = "starling_request_duration_seconds";

    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public void run() {
        Map<List<String>, Histogram> histograms =
                histograms(Sample.all(node.open().text("/metrics")));
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        histograms.forEach((kind, times) -> {
            var one = json.addObject().put("operation", kind.get(0)).put("consistency", kind.get(1));
            one.put("count", (long) times.count()).put("mean_ms", times.mean() * 1e3);
            one.put("p50_ms", times.quantile(0.5) * 1e3).put("p95_ms", times.quantile(0.95) * 1e3);
            one.put("p99_ms", times.quantile(0.99) * 1e3).put("p999_ms", times.quantile(0.999) * 1e3);
        });
        output.show(json, out -> print(histograms, out));
    }

    static Map<List<String>, Histogram> histograms(List<Sample> samples) {
        Map<List<String>, Histogram> found =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        for (Sample sample : samples) {
            List<String> kind = List.of(sample.label("operation"), sample.label("consistency"));
            if (sample.name().equals(METRIC + "_bucket")) {
                String bound = sample.label("le");
                found.computeIfAbsent(kind, key -> new Histogram())
                        .bucket(
                                bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
                                sample.value());
            } else if (sample.name().equals(METRIC + "_sum")) {
                found.computeIfAbsent(kind, key -> new Histogram()).sum(sample.value());
            }
        }
        return found;
    }

    private static void print(Map<List<String>, Histogram> histograms, PrintWriter out) {
        TextTable table =
                new TextTable("operation", "consistency").numbers("count", "mean", "p50", "p95", "p99", "p99.9");
        histograms.forEach((kind, times) -> table.row(List.of(
                kind.get(0),
                kind.get(1),
                Long.toString((long) times.count()),
                Quantity.micros(times.mean() * 1e6),
                Quantity.micros(times.quantile(0.5) * 1e6),
                Quantity.micros(times.quantile(0.95) * 1e6),
                Quantity.micros(times.quantile(0.99) * 1e6),
                Quantity.micros(times.quantile(0.999) * 1e6))));
        table.print(out);
    }
}
