package io.starlingdb.node.http;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.coordinator.BatchResult;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.coordinator.WriteResult;
import io.starlingdb.node.data.CurrentRows;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.Issuer;
import io.starlingdb.node.data.Join;
import io.starlingdb.node.data.JoinObserver;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowDelta;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.data.VisibleRow;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.version.CausalContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One replica in a map, with the real merge rules: what a cluster of one would answer. */
final class MemoryData implements DataAccess {
    private static final int ACTOR = 1;
    private static final long NOW_SECONDS = 1_000_000_000;

    private final Supplier<Schema> schema;
    private final TreeMap<RowKey, Row> rows = new TreeMap<>();
    private long stamp = NOW_SECONDS * 1_000_000;

    /** What requests asked for, the newest last. */
    final List<RequestOptions> asked = new ArrayList<>();

    /** The mutations that arrived, failed ones included, the newest last. */
    final List<Mutation> mutations = new ArrayList<>();

    /** The next requests fail so; null to do them. */
    StarlingException failure;

    /** The next requests throw this instead of answering: a fault of ours; null not to. */
    RuntimeException fault;

    /** Whether a failing write is done all the same, as after a timeout. */
    boolean doesWhatFails;

    /** The next write completes only when this does; null for at once. */
    CompletableFuture<Void> gate;

    /** The next reads say so. */
    boolean contextLost;

    MemoryData(Supplier<Schema> schema) {
        this.schema = schema;
    }

    @Override
    public CompletableFuture<WriteResult> write(Mutation mutation, RequestOptions options) {
        asked.add(options);
        mutations.add(mutation);
        requireNoFault();
        if (failure != null) {
            if (doesWhatFails) {
                apply(mutation);
            }
            return CompletableFuture.failedFuture(failure);
        }
        WriteResult result = apply(mutation);
        return gate == null ? CompletableFuture.completedFuture(result) : gate.thenApply(opened -> result);
    }

    @Override
    public CompletableFuture<BatchResult> loggedBatch(List<Mutation> mutations, RequestOptions options) {
        return batch(mutations, options);
    }

    @Override
    public CompletableFuture<BatchResult> batch(List<Mutation> batch, RequestOptions options) {
        return CompletableFuture.completedFuture(new BatchResult(
                batch.stream().map(mutation -> write(mutation, options).join()).toList()));
    }

    @Override
    public CompletableFuture<ReadResult> read(ReadQuery query, RequestOptions options) {
        asked.add(options);
        requireNoFault();
        return failure != null
                ? CompletableFuture.failedFuture(failure)
                : CompletableFuture.completedFuture(read(query));
    }

    private void requireNoFault() {
        if (fault != null) {
            throw fault;
        }
    }

    private WriteResult apply(Mutation mutation) {
        TableSchema table = schema.get().table(mutation.tableId());
        Delta delta = Issuer.issue(mutation, current(mutation), table.conflicts(), ACTOR, ++stamp, 0, NOW_SECONDS);
        CausalContext seen = mutation.context() == null ? CausalContext.EMPTY : mutation.context();
        for (RowDelta row : delta.rows()) {
            Row joined = Join.issue(rows.get(row.key()), row, table.conflicts(), 0, JoinObserver.NONE);
            rows.put(row.key(), joined);
            seen = seen.merge(row.row().context());
        }
        return new WriteResult(seen);
    }

    private CurrentRows current(Mutation mutation) {
        return new CurrentRows() {
            @Override
            public Row get(RowKey key) {
                return rows.get(key);
            }

            @Override
            public List<RowKey> rowsIn(Slice slice) {
                return entries(mutation.tableId(), mutation.token(), mutation.partitionKey(), EntryKind.ROW).stream()
                        .map(Entry::key)
                        .filter(key -> slice.contains(key.clustering()))
                        .toList();
            }
        };
    }

    private ReadResult read(ReadQuery query) {
        TableSchema table = schema.get().table(query.tableId());
        Partitions.One target = (Partitions.One) query.target();
        Row header = rows.get(RowKey.header(query.tableId(), target.token(), target.key()));
        List<Entry> ranges = entries(query.tableId(), target.token(), target.key(), EntryKind.RANGE_DELETION);
        List<Entry> wanted = new ArrayList<>(entries(query.tableId(), target.token(), target.key(), EntryKind.ROW));
        wanted.removeIf(entry -> query.slices().stream()
                .noneMatch(slice -> slice.contains(entry.key().clustering())));
        if (query.reversed()) {
            Collections.reverse(wanted);
        }
        ResumePoint after = query.after();
        if (after != null) {
            int last = 0;
            while (last < wanted.size()
                    && !java.util.Arrays.equals(wanted.get(last).key().clustering(), after.clustering())) {
                last++;
            }
            wanted = wanted.subList(Math.min(last + 1, wanted.size()), wanted.size());
        }
        PartitionRows all =
                PartitionRows.visible(table, target.key(), target.token(), header, ranges, wanted, query.nowSeconds());
        PartitionRows page = all.limited(query.rowLimit());
        return new ReadResult(
                page.isEmpty() ? List.of() : List.of(page),
                page.rows().size() < all.rows().size() ? end(page) : null,
                query.rowLimit() == 1 ? context(query, target) : null,
                contextLost);
    }

    private static ResumePoint end(PartitionRows page) {
        VisibleRow last = page.rows().get(page.rows().size() - 1);
        return new ResumePoint(
                page.key(), page.token(), last.clustering(), page.rows().size());
    }

    private CausalContext context(ReadQuery query, Partitions.One target) {
        Row row = rows.get(RowKey.row(
                query.tableId(),
                target.token(),
                target.key(),
                query.slices().get(0).start().prefix()));
        return row == null ? CausalContext.EMPTY : row.context();
    }

    private List<Entry> entries(int table, long token, byte[] key, EntryKind kind) {
        List<Entry> found = new ArrayList<>();
        for (Map.Entry<RowKey, Row> entry : rows.entrySet()) {
            RowKey at = entry.getKey();
            if (at.kind() == kind && at.samePartition(RowKey.header(table, token, key))) {
                found.add(new Entry(at, entry.getValue()));
            }
        }
        return found;
    }
}
