package io.starlingdb.node.replica;

import io.starlingdb.kernel.HybridClock;
import io.starlingdb.node.data.CurrentRows;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.Issuer;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowDelta;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.ShardContext;
import io.starlingdb.node.storage.ShardTask;
import io.starlingdb.node.storage.StoredRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives one mutation its dot on this replica: reads, stamps, joins, stores, on the shard's thread. The delta is handed to the loop from
 * there, so that it travels while the batch commits.
 */
final class IssueTask implements ShardTask {
    private final Replica replica;
    private final Mutation mutation;
    private final ConflictMode mode;
    private final IndexWriter indexes;
    private final LostWriteCount observer;
    private final long deadlineNanos;
    private final IssueHandler handler;
    private final List<RowKey> keys;

    IssueTask(
            Replica replica,
            Mutation mutation,
            TableSchema table,
            LostWriteCount observer,
            long deadlineNanos,
            IssueHandler handler) {
        this.replica = replica;
        this.mutation = mutation;
        this.mode = table.conflicts();
        this.indexes = new IndexWriter(table);
        this.observer = observer;
        this.deadlineNanos = deadlineNanos;
        this.handler = handler;
        this.keys = Issuer.reads(mutation, table.conflicts());
    }

    @Override
    public long token() {
        return mutation.token();
    }

    @Override
    public long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    public List<RowKey> reads() {
        return keys;
    }

    @Override
    public List<KeyRange> ranges() {
        return Issuer.needsRows(mutation, mode) ? List.of(allRows(mutation)) : EntryWriter.ranges(keys);
    }

    static KeyRange allRows(Mutation mutation) {
        return KeyRange.between(
                RowKey.kindStart(mutation.tableId(), mutation.token(), mutation.partitionKey(), EntryKind.ROW),
                RowKey.partitionEnd(mutation.tableId(), mutation.token(), mutation.partitionKey()));
    }

    @Override
    public void run(ShardContext rows) {
        HybridClock clock = replica.clock();
        long life = replica.rules().life(replica.lives().of(rows));
        long stamp = clock.next();
        Delta delta = Issuer.issue(
                mutation, new Current(mutation, rows), mode, observer.actor(), stamp, life, replica.nowSeconds());
        for (RowDelta row : delta.rows()) {
            Row before = rows.get(row.key());
            Row joined = replica.rules().issue(before, row, mode, life, observer);
            EntryWriter.put(
                    rows, row.key(), before, EntryWriter.settled(row.key(), joined, mode, replica.times()), indexes);
        }
        replica.listener().issued(mutation.requestId(), delta);
        replica.inbox().post(() -> handler.issued(delta));
    }

    @Override
    public void committed() {
        handler.committed();
    }

    @Override
    public void failed(Throwable failure) {
        handler.failed(failure);
    }

    /** What the issuer sees of the shard's rows. */
    static final class Current implements CurrentRows {
        private final Mutation mutation;
        private final ShardContext rows;

        Current(Mutation mutation, ShardContext rows) {
            this.mutation = mutation;
            this.rows = rows;
        }

        @Override
        public @Nullable Row get(RowKey key) {
            return rows.get(key);
        }

        @Override
        public List<RowKey> rowsIn(Slice slice) {
            List<RowKey> found = new ArrayList<>();
            for (StoredRow stored : rows.range(allRows(mutation))) {
                if (slice.contains(stored.key().clustering())) {
                    found.add(stored.key());
                }
            }
            return found;
        }
    }
}
