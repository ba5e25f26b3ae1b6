package io.starlingdb.node.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.node.coordinator.RequestListener;
import io.starlingdb.node.ring.Consistency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Client requests that this node coordinates: how many, how long, how they failed. Series are found by array index, as this is called for
 * every request; each is made at its first use. Loop only.
 */
public final class RequestMetrics implements RequestListener {
    private static final int LEVELS = ConsistencyLevel.values().length;

    private final Meters meters;
    private final @Nullable Histogram[][] durations = new Histogram[Operation.values().length][LEVELS + 1];
    private final @Nullable Counter[][] failures = new Counter[Operation.values().length][ErrorCode.values().length];
    private final Counter repairedRows;
    private final Counter hedges;

    public RequestMetrics(Meters meters) {
        this.meters = meters;
        repairedRows = meters.counter(
                "starling_read_repaired_rows_total",
                "Rows written back to replicas that a read found behind, before it was answered.");
        hedges = meters.counter(
                "starling_hedged_reads_total", "Reads that asked another replica because one was slow or gone.");
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // an index of arrays in memory; never stored or sent
    public void ended(Operation operation, Consistency consistency, long nanos, @Nullable ErrorCode error) {
        ConsistencyLevel level = consistency.level();
        int column = level == null ? LEVELS : level.ordinal();
        Histogram duration = durations[operation.ordinal()][column];
        if (duration == null) {
            duration = meters.durations(
                    "starling_request_duration_seconds",
                    "Client requests coordinated by this node, failed ones included.",
                    "operation",
                    label(operation),
                    "consistency",
                    level == null ? "number" : level.name());
            durations[operation.ordinal()][column] = duration;
        }
        duration.update(nanos);
        if (error != null) {
            failure(operation, error).inc();
        }
    }

    @Override
    public void readRepaired(int rows) {
        repairedRows.inc(rows);
    }

    @Override
    public void hedged() {
        hedges.inc();
    }

    @SuppressWarnings("EnumOrdinal") // an index of arrays in memory; never stored or sent
    private Counter failure(Operation operation, ErrorCode error) {
        Counter failure = failures[operation.ordinal()][error.ordinal()];
        if (failure == null) {
            failure = meters.counter(
                    "starling_request_failures_total",
                    "Client requests that failed, by error code: timeout, unavailable, overloaded and so on.",
                    "operation",
                    label(operation),
                    "code",
                    error.code());
            failures[operation.ordinal()][error.ordinal()] = failure;
        }
        return failure;
    }

    private static String label(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }
}
