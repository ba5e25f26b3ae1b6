package io.starlingdb.node.metrics;

import com.codahale.metrics.Counting;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code GET /metrics}: everything in Prometheus' text format, version 0.0.4. Loop only. */
public final class Exposition {

    /** The content type of {@link #text}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Meters meters;

    public Exposition(Meters meters) {
        this.meters = meters;
    }

    /** Families in the order of their names, each with its help and type in front; in a family its series in order. */
    public String text() {
        meters.prepare();
        Map<String, List<String>> byFamily = new TreeMap<>();
        Map<String, Metric> series = new TreeMap<>(meters.series());
        series.keySet()
                .forEach(name -> byFamily.computeIfAbsent(Series.familyOf(name), family -> new ArrayList<>())
                        .add(name));
        StringBuilder out = new StringBuilder(16 << 10);
        meters.families().forEach((name, family) -> {
            out.append("# HELP ").append(name).append(' ').append(family.help()).append('\n');
            out.append("# TYPE ").append(name).append(' ');
            out.append(family.type().name().toLowerCase(Locale.ROOT)).append('\n');
            for (String one : byFamily.getOrDefault(name, List.of())) {
                Metric metric = series.get(one);
                if (metric != null) {
                    write(one, metric, out);
                }
            }
        });
        return out.toString();
    }

    private static void write(String series, Metric metric, StringBuilder out) {
        if (metric instanceof Histogram histogram && histogram.getSnapshot() instanceof HdrSnapshot snapshot) {
            writeHistogram(series, snapshot, out);
        } else if (metric instanceof Counting counting) {
            line(series, (double) counting.getCount(), out);
        } else if (metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number) {
            line(series, number.doubleValue(), out);
        }
    }

    private static void writeHistogram(String series, HdrSnapshot snapshot, StringBuilder out) {
        Buckets buckets = snapshot.buckets();
        long[] counts = snapshot.cumulativeCounts();
        for (int i = 0; i < counts.length; i++) {
            String bound = number(buckets.bounds().get(i) / buckets.unit());
            line(Series.with(series, "_bucket", "le", bound), (double) counts[i], out);
        }
        line(Series.with(series, "_bucket", "le", "+Inf"), (double) snapshot.count(), out);
        line(Series.with(series, "_sum"), snapshot.sum() / buckets.unit(), out);
        line(Series.with(series, "_count"), (double) snapshot.count(), out);
    }

    private static void line(String series, double value, StringBuilder out) {
        out.append(series).append(' ').append(number(value)).append('\n');
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 0x1p53
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
