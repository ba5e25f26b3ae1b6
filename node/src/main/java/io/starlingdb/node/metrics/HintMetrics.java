package io.starlingdb.node.metrics;

import io.starlingdb.hints.TargetReport;
import io.starlingdb.kernel.NodeId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * What is kept for nodes that were away, and what became of the rest, by target. For each target at any time: stored = delivered + superseded +
 * expired + dropped + pending.
 */
public final class HintMetrics {
    private final Meters meters;
    private final Supplier<List<TargetReport>> reports;
    private final Set<NodeId> registered = new HashSet<>();

    private HintMetrics(Meters meters, Supplier<List<TargetReport>> reports) {
        this.meters = meters;
        this.reports = reports;
    }

    /** @param reports tells of every target; called on the loop */
    public static void register(Meters meters, Supplier<List<TargetReport>> reports) {
        HintMetrics metrics = new HintMetrics(meters, meters.sample(reports));
        meters.beforeScrape(metrics::registerTargets);
    }

    private void registerTargets() {
        for (TargetReport report : reports.get()) {
            if (registered.add(report.target())) {
                register(report.target());
            }
        }
    }

    private void register(NodeId target) {
        total(
                target,
                "stored",
                "Hints that were to be kept, those found at the start among them.",
                TargetReport::stored);
        total(target, "delivered", "Hints that their target has acknowledged.", TargetReport::delivered);
        total(
                target,
                "superseded",
                "Hints joined into one that was there, or no longer of use.",
                TargetReport::superseded);
        total(target, "expired", "Hints that grew older than hints.window.", TargetReport::expired);
        total(target, "dropped", "Hints that found no room; exchanges bring what they held.", TargetReport::dropped);
        String label = target.toString();
        meters.gauge(
                "starling_hints_pending",
                "Rows kept for nodes that are away.",
                () -> of(target, TargetReport::count),
                "target",
                label);
        meters.gauge(
                "starling_hints_pending_bytes",
                "Bytes kept for nodes that are away.",
                () -> of(target, TargetReport::bytes),
                "target",
                label);
    }

    private void total(NodeId target, String what, String help, ToLongFunction<TargetReport> value) {
        meters.total("starling_hints_" + what + "_total", help, () -> of(target, value), "target", target.toString());
    }

    private double of(NodeId target, ToLongFunction<TargetReport> value) {
        for (TargetReport report : reports.get()) {
            if (report.target().equals(target)) {
                return value.applyAsLong(report);
            }
        }
        return 0;
    }
}
