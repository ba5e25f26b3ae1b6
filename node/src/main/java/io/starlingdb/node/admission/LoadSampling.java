package io.starlingdb.node.admission;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.coordinator.RequestListener;
import io.starlingdb.node.ring.Consistency;
import org.jspecify.annotations.Nullable;

/** Tells a {@link LoadLimit} how long requests take, and passes on to another listener all that it hears. */
public final class LoadSampling implements RequestListener {
    private final LoadLimit limit;
    private final TimeSource time;
    private final RequestListener next;

    public LoadSampling(LoadLimit limit, TimeSource time, RequestListener next) {
        this.limit = limit;
        this.time = time;
        this.next = next;
    }

    @Override
    public void ended(Operation operation, Consistency consistency, long nanos, @Nullable ErrorCode error) {
        if (error == null && (operation == Operation.READ || operation == Operation.WRITE)) {
            limit.sample(nanos, time.nanoTime());
        }
        next.ended(operation, consistency, nanos, error);
    }

    @Override
    public void readRepaired(int rows) {
        next.readRepaired(rows);
    }

    @Override
    public void hedged() {
        next.hedged();
    }
}
