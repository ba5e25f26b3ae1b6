package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.snapshot.Restore;
import io.starlingdb.node.snapshot.RestoreOrder;
import io.starlingdb.node.snapshot.SnapshotException;
import io.starlingdb.node.snapshot.Snapshots;
import io.starlingdb.node.snapshot.Steps;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code snapshot}, {@code snapshot-verify}, {@code snapshot-copy}, {@code snapshot-delete} and {@code restore}, and the list of snapshots. Loop only; the disk's work is done
 * elsewhere, one thing after the other.
 */
public final class SnapshotOperations {
    private final Snapshots snapshots;
    private final Restore restore;
    private final Function<List<String>, Snapshots.Taker> taker;
    private final Supplier<Schema> schema;
    private final TimeSource time;
    private final Scheduler loop;
    private final Executor disk;
    private boolean isRestoring;

    /**
     * @param taker the node as it is now, which takes a snapshot of some keyspaces and tables; asked on the loop
     * @param disk runs what blocks, one after the other
     */
    public SnapshotOperations(
            Snapshots snapshots,
            Restore restore,
            Function<List<String>, Snapshots.Taker> taker,
            Supplier<Schema> schema,
            TimeSource time,
            Scheduler loop,
            Executor disk) {
        this.snapshots = snapshots;
        this.restore = restore;
        this.taker = taker;
        this.schema = schema;
        this.time = time;
        this.loop = loop;
        this.disk = disk;
    }

    /** All of them. */
    public List<NodeOperation> all() {
        return List.of(
                operation("snapshot", this::take),
                operation("snapshot-verify", this::verify),
                operation("snapshot-copy", this::copy),
                operation("snapshot-delete", this::delete),
                operation("restore", this::restore));
    }

    /** {@code GET /v1/node/snapshots}. */
    public NodeView list() {
        return new NodeView() {
            @Override
            public String name() {
                return "snapshots";
            }

            @Override
            public CompletableFuture<?> show(Map<String, String> query) {
                return onDisk(() -> snapshots.list());
            }
        };
    }

    private CompletableFuture<?> take(JsonNode parameters, OperationProgress progress) {
        String name = name(parameters);
        List<String> scope = scope(parameters);
        scope.forEach(this::requireKnown);
        Snapshots.Taker now = taker.apply(scope);
        long millis = TimeUnit.MICROSECONDS.toMillis(time.wallMicros());
        return onDisk(() -> snapshots.take(name, now, millis, onLoop(progress)));
    }

    private CompletableFuture<?> verify(JsonNode parameters, OperationProgress progress) {
        String name = name(parameters);
        return onDisk(() -> snapshots.verify(name, onLoop(progress)))
                .thenApply(bytes -> Map.of("name", name, "bytes", bytes));
    }

    private CompletableFuture<?> copy(JsonNode parameters, OperationProgress progress) {
        String name = name(parameters);
        Path to = path(parameters, "to");
        return onDisk(() -> snapshots.copy(name, to, onLoop(progress)))
                .thenApply(path -> Map.of("name", name, "path", path.toString()));
    }

    private CompletableFuture<?> delete(JsonNode parameters, OperationProgress progress) {
        String name = name(parameters);
        return onDisk(() -> {
            snapshots.delete(name);
            return Map.of("name", name);
        });
    }

    private CompletableFuture<?> restore(JsonNode parameters, OperationProgress progress) {
        if (isRestoring) {
            throw new StarlingException(
                    ErrorCode.CONFLICT, "This node is restoring already; 'starling operation' tells");
        }
        String from = parameters.path("from").asText("");
        Path path = from.startsWith("/") ? path(parameters, "from") : ownPath(name(parameters, "from"));
        int factor = parameters.path("replication_factor").asInt(0);
        if (factor < 0) {
            throw StarlingException.badRequest("replication_factor is a number of copies, not " + factor);
        }
        RestoreOrder order = new RestoreOrder(
                path,
                scope(parameters),
                parameters.path("replace").asBoolean(false),
                parameters.path("partial").asBoolean(false),
                factor);
        isRestoring = true;
        return restore.begin(order, progress::at, progress::doing)
                .whenComplete((report, failure) -> isRestoring = false);
    }

    private Path ownPath(String name) {
        try {
            return snapshots.path(name);
        } catch (SnapshotException e) {
            throw StarlingException.badRequest(
                    e.getMessage() + "; a directory is named from the root: /backup/" + name);
        }
    }

    private static String name(JsonNode parameters) {
        return name(parameters, "name");
    }

    private static String name(JsonNode parameters, String field) {
        String name = parameters.path(field).asText("");
        try {
            Snapshots.requireName(name);
        } catch (SnapshotException e) {
            throw StarlingException.badRequest(field + ": " + e.getMessage());
        }
        return name;
    }

    private static List<String> scope(JsonNode parameters) {
        List<String> scope = new ArrayList<>();
        parameters.path("scope").forEach(one -> scope.add(one.asText()));
        return scope;
    }

    private void requireKnown(String named) {
        int dot = named.indexOf('.');
        if (dot < 0) {
            schema.get().requireKeyspace(named);
        } else {
            schema.get().requireTable(named.substring(0, dot), named.substring(dot + 1));
        }
    }

    private static Path path(JsonNode parameters, String field) {
        String text = parameters.path(field).asText("");
        try {
            if (text.startsWith("/")) {
                return Path.of(text).normalize();
            }
        } catch (InvalidPathException e) {
            throw StarlingException.badRequest(field + ": '" + text + "' is no path");
        }
        throw StarlingException.badRequest(
                field + ": '" + text + "' is no absolute path of a directory on the node's machine");
    }

    private Steps onLoop(OperationProgress progress) {
        return Steps.paced((done, total, unit) -> loop.execute(() -> progress.at(done, total, unit)));
    }

    private <T> CompletableFuture<T> onDisk(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        disk.execute(() -> {
            try {
                T value = work.get();
                loop.execute(() -> result.complete(value));
            } catch (RuntimeException e) {
                loop.execute(() -> result.completeExceptionally(e));
            }
        });
        return result;
    }

    private interface Work {
        CompletableFuture<?> begin(JsonNode parameters, OperationProgress progress);
    }

    private static NodeOperation operation(String name, Work work) {
        return new NodeOperation() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public CompletableFuture<? extends @Nullable Object> begin(
                    JsonNode parameters, OperationProgress progress) {
                return work.begin(parameters, progress);
            }
        };
    }
}
