package io.starlingdb.node.admin;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TimeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations that this process ran or runs, the newest of them; an id is the operation's name and a count. Loop only. */
final class Operations {
    private static final int KEPT_MAX = 100;

    private final TimeSource time;
    private final Map<String, Running> byId = new LinkedHashMap<>();
    private long count;

    Operations(TimeSource time) {
        this.time = time;
    }

    /**
     * Begins an operation.
     *
     * @param work begins it and returns its end
     * @return its status at its end
     */
    CompletableFuture<OperationStatus> run(String operation, Supplier<CompletableFuture<@Nullable Void>> work) {
        Running running = new Running(operation + "-" + ++count, operation, time.nanoTime());
        byId.put(running.id, running);
        if (byId.size() > KEPT_MAX) {
            byId.remove(byId.keySet().iterator().next());
        }
        return work.get().handle((done, failure) -> {
            running.end(failure);
            return running.status();
        });
    }

    /** @throws StarlingException NOT_FOUND if there is none, or it was too long ago */
    OperationStatus status(String id) {
        Running running = byId.get(id);
        if (running == null) {
            throw StarlingException.notFound("This node knows no operation '" + id + "'");
        }
        return running.status();
    }

    private final class Running {
        private final String id;
        private final String operation;
        private final long startNanos;
        private OperationStatus.State state = OperationStatus.State.RUNNING;
        private long endNanos;
        private @Nullable String error;

        Running(String id, String operation, long startNanos) {
            this.id = id;
            this.operation = operation;
            this.startNanos = startNanos;
        }

        void end(@Nullable Throwable failure) {
            endNanos = time.nanoTime();
            state = failure == null ? OperationStatus.State.DONE : OperationStatus.State.FAILED;
            error = failure == null ? null : String.valueOf(failure.getMessage());
        }

        OperationStatus status() {
            long until = state == OperationStatus.State.RUNNING ? time.nanoTime() : endNanos;
            return new OperationStatus(id, operation, state, (until - startNanos) / 1_000_000, error);
        }
    }
}
