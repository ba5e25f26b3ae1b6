package io.starlingdb.node.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * A Dropwizard registry whose names are Prometheus series, {@code family{label="value"}}, with the type and help of each family. Names follow
 * Prometheus' conventions: base units (seconds, bytes), {@code _total} for what only grows.
 *
 * <p>Registering and scraping happen on the loop; counters and distributions may be updated on any thread.
 */
public final class Meters {

    /** The types of the exposition format. */
    enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    /** What all series of one name share. */
    record Family(String name, Type type, String help, Buckets buckets) {}

    /** What only grows and is counted elsewhere. */
    private interface Total extends Gauge<Double> {}

    private final MetricRegistry registry = new MetricRegistry();
    private final SortedMap<String, Family> families = new TreeMap<>();
    private final List<Runnable> preparations = new ArrayList<>();

    /** What Dropwizard's own reporters may be attached to. */
    public MetricRegistry registry() {
        return registry;
    }

    /**
     * The counter of this name and labels, made at the first call.
     *
     * @param name ends in {@code _total}
     * @param labels names and values in turn
     */
    public Counter counter(String name, String help, String... labels) {
        return registry.counter(series(Type.COUNTER, name, help, Buckets.NONE, labels));
    }

    /** Something that only grows and is counted elsewhere; asked at each scrape. */
    public void total(String name, String help, DoubleSupplier value, String... labels) {
        register(series(Type.COUNTER, name, help, Buckets.NONE, labels), (Total) value::getAsDouble);
    }

    /** Something that goes up and down; asked at each scrape. */
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {
        register(series(Type.GAUGE, name, help, Buckets.NONE, labels), (Gauge<Double>) value::getAsDouble);
    }

    /**
     * A distribution of durations, to be updated with nanoseconds.
     *
     * @param name ends in {@code _seconds}
     */
    public Histogram durations(String name, String help, String... labels) {
        return distribution(name, help, Buckets.SECONDS, labels);
    }

    /** A distribution of small numbers. */
    public Histogram sizes(String name, String help, String... labels) {
        return distribution(name, help, Buckets.COUNTS, labels);
    }

    /**
     * Something taken once for each scrape, however many gauges show a part of it. On the loop.
     *
     * @return gives what was taken last
     */
    public <T> Supplier<T> sample(Supplier<T> source) {
        Sample<T> sample = new Sample<>(source);
        preparations.add(sample::take);
        return sample;
    }

    /** Runs on the loop before each scrape. */
    public void beforeScrape(Runnable preparation) {
        preparations.add(preparation);
    }

    void prepare() {
        preparations.forEach(Runnable::run);
    }

    SortedMap<String, Family> families() {
        return families;
    }

    Map<String, Metric> series() {
        return registry.getMetrics();
    }

    private Histogram distribution(String name, String help, Buckets buckets, String... labels) {
        String series = series(Type.HISTOGRAM, name, help, buckets, labels);
        return registry.histogram(series, () -> new Histogram(new HdrReservoir(buckets)));
    }

    private void register(String series, Metric metric) {
        registry.register(series, metric);
    }

    private String series(Type type, String name, String help, Buckets buckets, String... labels) {
        Family family = new Family(name, type, help, buckets);
        Family known = families.putIfAbsent(name, family);
        if (known != null && !known.equals(family)) {
            throw new IllegalArgumentException("another metric has the name " + name);
        }
        return Series.of(name, labels);
    }

    private static final class Sample<T> implements Supplier<T> {
        private final Supplier<T> source;
        private T taken;

        Sample(Supplier<T> source) {
            this.source = source;
            this.taken = source.get();
        }

        void take() {
            taken = source.get();
        }

        @Override
        public T get() {
            return taken;
        }
    }
}
