package io.starlingdb.node.server;

import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.coordinator.BatchResult;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.FoundKeys;
import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.coordinator.WriteResult;
import io.starlingdb.node.data.IndexQuery;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ReadQuery;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Counts by table what clients ask of this node, and lets {@link HotPartitions} see it while somebody samples. Loop only. */
final class WatchedAccess implements DataAccess {
    /** Tables come and go; dropped ones are forgotten when there are so many. */
    private static final int TABLES_MAX = 4_096;

    private final DataAccess access;
    private final TimeSource time;
    private final Map<Integer, TableTraffic> byTable = new TreeMap<>();
    private @Nullable HotPartitions sampling;

    WatchedAccess(DataAccess access, TimeSource time) {
        this.access = access;
        this.time = time;
    }

    /** What was asked of the table. */
    TableTraffic traffic(int tableId) {
        if (byTable.size() >= TABLES_MAX && !byTable.containsKey(tableId)) {
            byTable.clear();
        }
        return byTable.computeIfAbsent(tableId, id -> new TableTraffic());
    }

    /** Shows requests to this one from now on; null ends it. */
    void sample(@Nullable HotPartitions hot) {
        sampling = hot;
    }

    boolean isSampling() {
        return sampling != null;
    }

    @Override
    public CompletableFuture<WriteResult> write(Mutation mutation, RequestOptions options) {
        return written(List.of(mutation), access.write(mutation, options));
    }

    @Override
    public CompletableFuture<BatchResult> batch(List<Mutation> mutations, RequestOptions options) {
        return written(mutations, access.batch(mutations, options));
    }

    @Override
    public CompletableFuture<BatchResult> loggedBatch(List<Mutation> mutations, RequestOptions options) {
        return written(mutations, access.loggedBatch(mutations, options));
    }

    @Override
    public CompletableFuture<ReadResult> read(ReadQuery query, RequestOptions options) {
        HotPartitions hot = sampling;
        if (hot != null && query.target() instanceof Partitions.One one) {
            hot.read(query.tableId(), one.key());
        }
        return counted(query.tableId(), access.read(query, options));
    }

    @Override
    public CompletableFuture<FoundKeys> find(IndexQuery query, RequestOptions options) {
        return counted(query.tableId(), access.find(query, options));
    }

    private <T> CompletableFuture<T> counted(int tableId, CompletableFuture<T> result) {
        long begin = time.nanoTime();
        CompletableFuture<T> unused = result.whenComplete(
                (value, failure) -> traffic(tableId).read(time.nanoTime() - begin, failure != null));
        return result;
    }

    private <T> CompletableFuture<T> written(List<Mutation> mutations, CompletableFuture<T> result) {
        long begin = time.nanoTime();
        HotPartitions hot = sampling;
        if (hot != null) {
            for (Mutation mutation : mutations) {
                hot.write(mutation.tableId(), mutation.partitionKey());
            }
        }
        CompletableFuture<T> unused = result.whenComplete((value, failure) -> {
            long nanos = time.nanoTime() - begin;
            for (Mutation mutation : mutations) {
                traffic(mutation.tableId()).write(nanos, failure != null);
            }
        });
        return result;
    }
}
