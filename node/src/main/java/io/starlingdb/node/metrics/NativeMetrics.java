package io.starlingdb.node.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.datastax.oss.protocol.internal.ProtocolConstants.Opcode;
import io.starlingdb.node.nativeprotocol.NativeTraffic;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What passes through the port for drivers: how many requests, how long from the message to its answer, how many bytes and connections.
 * Series are found by array index, as this is called for every request. Loop only.
 */
public final class NativeMetrics implements NativeTraffic {
    private final @Nullable Histogram[] durations = new Histogram[Opcode.BATCH + 1];
    private final Counter failures;
    private final Counter received;
    private final Counter sent;
    private final Counter refused;
    private final Counter violations;

    /**
     * @param connections how many clients are connected
     * @param underWay how many of their requests are not answered yet
     */
    public NativeMetrics(Meters meters, IntSupplier connections, IntSupplier underWay) {
        durations[Opcode.QUERY] = durations(meters, "query");
        durations[Opcode.PREPARE] = durations(meters, "prepare");
        durations[Opcode.EXECUTE] = durations(meters, "execute");
        durations[Opcode.BATCH] = durations(meters, "batch");
        failures =
                meters.counter("starling_native_errors_total", "Requests of drivers that were answered with errors.");
        received = meters.counter("starling_native_received_bytes_total", "Bytes from drivers.");
        sent = meters.counter("starling_native_sent_bytes_total", "Bytes to drivers, before compression of segments.");
        refused = meters.counter(
                "starling_native_refused_total",
                "Requests and connections of drivers that were refused because there were too many, or too large.");
        violations = meters.counter("starling_native_violations_total", "Messages of drivers that break the protocol.");
        meters.gauge("starling_native_connections", "Connections of drivers.", connections::getAsInt);
        meters.gauge("starling_native_requests_under_way", "Requests of drivers not answered yet.", underWay::getAsInt);
    }

    private static Histogram durations(Meters meters, String message) {
        return meters.durations(
                "starling_native_request_duration_seconds",
                "Requests of drivers, from the message to its answer.",
                "message",
                message);
    }

    @Override
    public void ended(int opcode, long nanos, boolean failed) {
        Objects.requireNonNull(durations[opcode]).update(nanos);
        if (failed) {
            failures.inc();
        }
    }

    @Override
    public void received(int bytes) {
        received.inc(bytes);
    }

    @Override
    public void sent(int bytes) {
        sent.inc(bytes);
    }

    @Override
    public void refused() {
        refused.inc();
    }

    @Override
    public void violated() {
        violations.inc();
    }
}
