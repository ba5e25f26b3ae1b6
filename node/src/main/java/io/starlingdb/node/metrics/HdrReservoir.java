package io.starlingdb.node.metrics;

import com.codahale.metrics.Reservoir;
import com.codahale.metrics.Snapshot;
import org.HdrHistogram.Histogram;

/**
 * All values since the start in an HdrHistogram of two digits: an update is an index computation and an increment, and counts only grow, as
 * Prometheus expects. Dropwizard's own decaying sample costs a skip list and a random number for each update, and forgets the tail that
 * matters. Thread safe.
 */
final class HdrReservoir implements Reservoir {
    private static final int DIGITS = 2;

    private final Buckets buckets;
    private final Histogram values;
    private double sum;

    HdrReservoir(Buckets buckets) {
        this.buckets = buckets;
        this.values = new Histogram(buckets.grain(), buckets.largest(), DIGITS);
    }

    @Override
    public synchronized void update(long value) {
        long recorded = Math.max(0, value);
        sum += recorded;
        values.recordValue(Math.min(recorded, buckets.largest()));
    }

    @Override
    public synchronized int size() {
        return (int) Math.min(Integer.MAX_VALUE, values.getTotalCount());
    }

    @Override
    public synchronized Snapshot getSnapshot() {
        return new HdrSnapshot(values.copy(), sum, buckets);
    }
}
