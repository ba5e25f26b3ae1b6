package io.starlingdb.node.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.node.admin.NodeOperation;
import io.starlingdb.node.admin.OperationProgress;
import io.starlingdb.node.schema.Schema;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** {@code POST /v1/node/toppartitions} with {@code {"seconds"?, "count"?}}: watches what clients ask this node for, and tells which partitions most. Nothing is watched otherwise. */
record TopPartitions(WatchedAccess access, Scheduler loop, Supplier<Schema> schema) implements NodeOperation {
    private static final int SECONDS = 10;
    private static final int SECONDS_MAX = 600;
    private static final int COUNT = 10;
    private static final int COUNT_MAX = 100;

    /** What was seen. */
    record Result(
            int seconds,
            long reads,
            long writes,
            List<HotPartitions.Hot> hotReads,
            List<HotPartitions.Hot> hotWrites) {}

    @Override
    public String name() {
        return "toppartitions";
    }

    @Override
    public CompletableFuture<Result> begin(JsonNode parameters, OperationProgress progress) {
        int seconds = within("seconds", parameters.path("seconds").asInt(SECONDS), SECONDS_MAX);
        int count = within("count", parameters.path("count").asInt(COUNT), COUNT_MAX);
        if (access.isSampling()) {
            throw new StarlingException(ErrorCode.CONFLICT, "Somebody samples this node's partitions already");
        }
        HotPartitions hot = new HotPartitions();
        access.sample(hot);
        CompletableFuture<Result> result = new CompletableFuture<>();
        tick(hot, 0, seconds, count, progress, result);
        return result;
    }

    private void tick(
            HotPartitions hot,
            int done,
            int seconds,
            int count,
            OperationProgress progress,
            CompletableFuture<Result> result) {
        progress.at(done, seconds, "seconds");
        if (done < seconds) {
            loop.schedule(TimeUnit.SECONDS.toNanos(1), () -> tick(hot, done + 1, seconds, count, progress, result));
            return;
        }
        access.sample(null);
        Schema now = schema.get();
        result.complete(new Result(
                seconds, hot.readsSeen(), hot.writesSeen(), hot.hotReads(now, count), hot.hotWrites(now, count)));
    }

    private static int within(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw StarlingException.badRequest(name + ": between 1 and " + max + ", not " + value);
        }
        return value;
    }
}
