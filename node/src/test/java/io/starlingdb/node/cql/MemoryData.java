package io.starlingdb.node.cql;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.coordinator.BatchResult;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.FoundKeys;
import io.starlingdb.node.coordinator.ReadCost;
import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.coordinator.WriteResult;
import io.starlingdb.node.data.CurrentRows;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.IndexQuery;
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
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.version.CausalContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A node's data in a map: writes and reads by data's pure functions, one after the other. Limits are kept to the letter. */
final class MemoryData implements DataAccess {
    /** What every read claims to have cost. */
    ReadCost cost = ReadCost.NONE;

    private static final long LIFE = 1;

    private final IntFunction<@Nullable TableSchema> tables;
    private final ManualTime time;
    private final TreeMap<RowKey, Row> rows = new TreeMap<>();
    private long lastStamp;
    int reads;
    int writes;
    int greatestRowLimit;
    Runnable beforeRead = () -> {};

    MemoryData(IntFunction<@Nullable TableSchema> tables, ManualTime time) {
        this.tables = tables;
        this.time = time;
    }

    @Override
    public CompletableFuture<WriteResult> write(Mutation mutation, RequestOptions options) {
        try {
            apply(mutation);
            return CompletableFuture.completedFuture(new WriteResult(CausalContext.EMPTY));
        } catch (StarlingException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<BatchResult> loggedBatch(List<Mutation> mutations, RequestOptions options) {
        return batch(mutations, options);
    }

    @Override
    public CompletableFuture<BatchResult> batch(List<Mutation> mutations, RequestOptions options) {
        try {
            mutations.forEach(this::apply);
            return CompletableFuture.completedFuture(new BatchResult(List.of()));
        } catch (StarlingException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void apply(Mutation mutation) {
        writes++;
        ConflictMode mode = table(mutation.tableId()).conflicts();
        lastStamp = Math.max(lastStamp + 1, time.wallMicros());
        CurrentRows current = new CurrentRows() {
            @Override
            public @Nullable Row get(RowKey key) {
                return rows.get(key);
            }

            @Override
            public List<RowKey> rowsIn(Slice slice) {
                return rows.keySet().stream()
                        .filter(key -> key.samePartition(mutation.headerKey()) && key.kind() == EntryKind.ROW)
                        .filter(key -> slice.contains(key.clustering()))
                        .toList();
            }
        };
        Mutation stamped = mutation.stampedAt(lastStamp);
        for (RowDelta delta : Issuer.issue(stamped, current, mode, 1, lastStamp, LIFE, nowSeconds())
                .rows()) {
            rows.put(delta.key(), Join.issue(rows.get(delta.key()), delta, mode, LIFE, JoinObserver.NONE));
        }
    }

    private long nowSeconds() {
        return time.wallMicros() / 1_000_000;
    }

    private TableSchema table(int id) {
        TableSchema table = tables.apply(id);
        if (table == null) {
            throw StarlingException.invalid("no table " + id);
        }
        return table;
    }

    @Override
    public CompletableFuture<ReadResult> read(ReadQuery query, RequestOptions options) {
        beforeRead.run();
        reads++;
        greatestRowLimit = Math.max(greatestRowLimit, query.rowLimit());
        List<PartitionRows> found = new ArrayList<>();
        int left = query.rowLimit();
        for (List<Entry> partition : partitions(query)) {
            PartitionRows visible = visible(query, partition);
            if (visible.isEmpty()) {
                continue;
            }
            if (left == 0) {
                PartitionRows last = found.get(found.size() - 1);
                return done(found, new ResumePoint(last.key(), last.token(), null, 0));
            }
            int taken = taken(query, visible.key());
            PartitionRows limited = visible.limited(query.perPartitionLimit() - taken);
            if (limited.rows().size() > left) {
                limited = limited.limited(left);
                found.add(limited);
                byte[] last = limited.rows().get(left - 1).clustering();
                return done(found, new ResumePoint(limited.key(), limited.token(), last, taken + left));
            }
            left -= Math.max(limited.rows().size(), limited.rows().isEmpty() ? 1 : 0);
            found.add(limited);
        }
        return done(found, null);
    }

    /** Every row of the range: an index may find too much. */
    @Override
    public CompletableFuture<FoundKeys> find(IndexQuery query, RequestOptions options) {
        List<RowKey> found = new ArrayList<>();
        EntryKind kind = isOfStatics(query) ? EntryKind.HEADER : EntryKind.ROW;
        for (RowKey key : rows.keySet()) {
            byte[] from = query.from();
            boolean asked = key.tableId() == query.tableId()
                    && key.kind() == kind
                    && query.range().contains(key.token())
                    && (from == null || Arrays.compareUnsigned(key.bytes(), from) >= 0);
            if (asked && found.size() == query.keysMax()) {
                return CompletableFuture.completedFuture(new FoundKeys(found, key.bytes()));
            }
            if (asked) {
                found.add(key);
            }
        }
        return CompletableFuture.completedFuture(new FoundKeys(found, null));
    }

    private boolean isOfStatics(IndexQuery query) {
        TableSchema table = tables.apply(query.tableId());
        return table != null
                && table.indexes().stream()
                        .filter(index -> index.id() == query.indexId())
                        .anyMatch(index -> {
                            ColumnSchema column = table.column(index.columnId());
                            return column != null && column.kind() == ColumnKind.STATIC;
                        });
    }

    private CompletableFuture<ReadResult> done(List<PartitionRows> found, @Nullable ResumePoint more) {
        return CompletableFuture.completedFuture(new ReadResult(found, more, null, false, cost));
    }

    /** The entries of each partition that the query is about, from where it goes on. */
    private List<List<Entry>> partitions(ReadQuery query) {
        TreeMap<RowKey, List<Entry>> byHeader = new TreeMap<>();
        rows.forEach((key, row) -> {
            boolean asked = key.tableId() == query.tableId()
                    && (query.target() instanceof Partitions.One one
                            ? Arrays.equals(one.key(), key.partitionKey())
                            : contains(((Partitions.InRange) query.target()).range(), key.token()));
            ResumePoint after = query.after();
            boolean behind = after == null
                    || key.token() > after.token()
                    || (Arrays.equals(key.partitionKey(), after.partitionKey()) && after.clustering() != null);
            if (asked && behind) {
                byHeader.computeIfAbsent(key.toHeader(), header -> new ArrayList<>())
                        .add(new Entry(key, row));
            }
        });
        return List.copyOf(byHeader.values());
    }

    private static boolean contains(TokenRange range, long token) {
        return range.contains(token);
    }

    private PartitionRows visible(ReadQuery query, List<Entry> partition) {
        RowKey first = partition.get(0).key();
        Row header = null;
        List<Entry> deletions = new ArrayList<>();
        List<Entry> asked = new ArrayList<>();
        for (Entry entry : partition) {
            switch (entry.key().kind()) {
                case HEADER -> header = entry.row();
                case RANGE_DELETION -> deletions.add(entry);
                default -> {
                    if (isAsked(query, entry.key())) {
                        asked.add(entry);
                    }
                }
            }
        }
        if (query.reversed()) {
            Collections.reverse(asked);
        }
        TableSchema table = table(query.tableId());
        return PartitionRows.visible(
                        table, first.partitionKey(), first.token(), header, deletions, asked, query.nowSeconds())
                .filtered(table, query.filter());
    }

    private static boolean isAsked(ReadQuery query, RowKey key) {
        byte[] clustering = key.clustering();
        ResumePoint after = query.after();
        if (after != null && after.clustering() != null && Arrays.equals(after.partitionKey(), key.partitionKey())) {
            int order = Arrays.compareUnsigned(clustering, after.clustering());
            if (query.reversed() ? order >= 0 : order <= 0) {
                return false;
            }
        }
        return query.slices().stream().anyMatch(slice -> slice.contains(clustering));
    }

    private static int taken(ReadQuery query, byte[] key) {
        ResumePoint after = query.after();
        return after != null && Arrays.equals(after.partitionKey(), key) ? after.rowsOfPartition() : 0;
    }
}
