package io.starlingdb.client.admin;

import java.util.NavigableMap;
import java.util.TreeMap;

/** A distribution as {@code /metrics} gives it: how many values are at most so large. Quantiles are as exact as its buckets. */
final class Histogram {
    private final NavigableMap<Double, Double> counts = new TreeMap<>();
    private double sum;

    void bucket(double atMost, double count) {
        counts.put(atMost, count);
    }

    void sum(double all) {
        sum = all;
    }

    double count() {
        return counts.isEmpty() ? 0 : counts.lastEntry().getValue();
    }

    double mean() {
        return count() == 0 ? 0 : sum / count();
    }

    /** The value below which a share of all lies, on a straight line within its bucket; the last bound that is known for what lies beyond. */
    double quantile(double share) {
        double wanted = share * count();
        double below = 0;
        double lower = 0;
        for (var bucket : counts.entrySet()) {
            double upper = bucket.getKey();
            if (bucket.getValue() >= wanted && bucket.getValue() > below) {
                return Double.isInfinite(upper)
                        ? lower
                        : lower + (upper - lower) * (wanted - below) / (bucket.getValue() - below);
            }
            below = bucket.getValue();
            lower = upper;
        }
        return lower;
    }
}
