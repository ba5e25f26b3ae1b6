package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TimeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The operations that this process ran or runs; an id is the operation's name and a count. Of those that have ended the newest are kept. Loop
 * only.
 */
final class Operations {
    private static final int KEPT_MAX = 100;

    private final TimeSource time;
    private final Map<String, RunningOperation> byId = new LinkedHashMap<>();
    private long count;

    Operations(TimeSource time) {
        this.time = time;
    }

    /**
     * Begins an operation.
     *
     * @return its status: at its end if it is a short one, else at once; fails with the StarlingException with which it has ended, if so soon
     * @throws StarlingException if it is refused
     */
    CompletableFuture<OperationStatus> run(NodeOperation operation, JsonNode parameters) {
        RunningOperation running = new RunningOperation(operation.name() + "-" + ++count, operation.name(), time);
        CompletableFuture<?> work = operation.begin(parameters, running);
        remember(running);
        CompletableFuture<OperationStatus> end = work.handle((result, failure) -> {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            running.end(result, cause);
            if (cause instanceof StarlingException refusal) {
                throw refusal;
            }
            return running.status();
        });
        return operation.isLong() && !end.isDone() ? CompletableFuture.completedFuture(running.status()) : end;
    }

    /** @throws StarlingException NOT_FOUND if there is none, or it was too long ago */
    OperationStatus status(String id) {
        RunningOperation running = byId.get(id);
        if (running == null) {
            throw StarlingException.notFound("This node knows no operation '" + id + "'");
        }
        return running.status();
    }

    /** All that are known, the newest first. */
    List<OperationStatus> all() {
        List<OperationStatus> all = new ArrayList<>();
        byId.values().forEach(running -> all.add(0, running.status()));
        return all;
    }

    private void remember(RunningOperation running) {
        byId.put(running.status().id(), running);
        if (byId.size() > KEPT_MAX) {
            String oldest = byId.values().stream()
                    .filter(known -> !known.isRunning())
                    .findFirst()
                    .orElseGet(() -> byId.values().iterator().next())
                    .status()
                    .id();
            byId.remove(oldest);
        }
    }
}
