package io.starlingdb.node.http;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.ring.Consistency;
import io.starlingdb.node.version.CausalContext;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Turns what a client asked for into what the coordinator understands. */
final class RequestLevels {
    private final ConsistencyLevel byDefault;
    private final long defaultTimeoutNanos;

    RequestLevels(ConsistencyLevel byDefault, long defaultTimeoutNanos) {
        this.byDefault = byDefault;
        this.defaultTimeoutNanos = defaultTimeoutNanos;
    }

    /** For a read that asks for at least {@code atLeast}. */
    RequestOptions read(RowParameters parameters, @Nullable CausalContext atLeast) {
        Consistency consistency = parameters.readConsistency(byDefault);
        if (consistency.level() == ConsistencyLevel.ANY) {
            throw StarlingException.badRequest("consistency any is for writes alone");
        }
        return options(consistency, parameters).withAtLeast(atLeast);
    }

    /** For a write. */
    RequestOptions write(RowParameters parameters) {
        Consistency consistency = parameters.writeConsistency(byDefault);
        return options(consistency, parameters).withSloppy(parameters.sloppy());
    }

    private RequestOptions options(Consistency consistency, RowParameters parameters) {
        ConsistencyLevel level = consistency.level();
        if (level != null && level.isSerial()) {
            throw StarlingException.notImplemented("serial consistency is not there yet");
        }
        long timeout = parameters.timeoutMillis() > 0
                ? TimeUnit.MILLISECONDS.toNanos(parameters.timeoutMillis())
                : defaultTimeoutNanos;
        return RequestOptions.at(consistency).withTimeoutNanos(timeout);
    }
}
