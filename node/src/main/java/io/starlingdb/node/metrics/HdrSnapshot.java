package io.starlingdb.node.metrics;

import com.codahale.metrics.Snapshot;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** The values of a {@link HdrReservoir} at one moment. */
final class HdrSnapshot extends Snapshot {
    private final Histogram values;
    private final double sum;
    private final Buckets buckets;

    HdrSnapshot(Histogram values, double sum, Buckets buckets) {
        this.values = values;
        this.sum = sum;
        this.buckets = buckets;
    }

    Buckets buckets() {
        return buckets;
    }

    long count() {
        return values.getTotalCount();
    }

    /** The sum of all values, as they were recorded. */
    double sum() {
        return sum;
    }

    /** How many values are at or below each bound of the buckets. */
    long[] cumulativeCounts() {
        List<Long> bounds = buckets.bounds();
        long[] counts = new long[bounds.size()];
        for (HistogramIterationValue at : values.recordedValues()) {
            long value = values.lowestEquivalentValue(at.getValueIteratedTo());
            for (int i = bounds.size() - 1; i >= 0 && value <= bounds.get(i); i--) {
                counts[i] += at.getCountAtValueIteratedTo();
            }
        }
        return counts;
    }

    @Override
    public double getValue(double quantile) {
        return values.getValueAtPercentile(quantile * 100);
    }

    /** One value for each that was recorded would be too many: each distinct one, once. */
    @Override
    public long[] getValues() {
        return java.util.stream.StreamSupport.stream(values.recordedValues().spliterator(), false)
                .mapToLong(HistogramIterationValue::getValueIteratedTo)
                .toArray();
    }

    @Override
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, values.getTotalCount());
    }

    @Override
    public long getMax() {
        return values.getMaxValue();
    }

    @Override
    public double getMean() {
        return values.getTotalCount() == 0 ? 0 : sum / values.getTotalCount();
    }

    @Override
    public long getMin() {
        return values.getTotalCount() == 0 ? 0 : values.getMinValue();
    }

    @Override
    public double getStdDev() {
        return values.getStdDeviation();
    }

    @Override
    public void dump(OutputStream output) {
        try (PrintWriter out = new PrintWriter(output, false, StandardCharsets.UTF_8)) {
            for (long value : getValues()) {
                out.println(value);
            }
        }
    }
}
