package io.starlingdb.node.replica;

import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowDelta;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.ShardContext;
import io.starlingdb.node.storage.ShardTask;
import java.util.ArrayList;
import java.util.List;

/** Joins what one write did to a partition, as another node issued it. */
final class JoinTask implements ShardTask {
    private final ReplicaRules rules;
    private final List<RowDelta> deltas;
    private final ConflictMode mode;
    private final IndexWriter indexes;
    private final LostWriteCount observer;
    private final long deadlineNanos;
    private final DoneHandler<Boolean> handler;
    private final List<RowKey> keys;

    /** @param deltas of one partition, at least one */
    JoinTask(
            ReplicaRules rules,
            List<RowDelta> deltas,
            TableSchema table,
            LostWriteCount observer,
            long deadlineNanos,
            DoneHandler<Boolean> handler) {
        this.rules = rules;
        this.deltas = deltas;
        this.mode = table.conflicts();
        this.indexes = new IndexWriter(table);
        this.observer = observer;
        this.deadlineNanos = deadlineNanos;
        this.handler = handler;
        this.keys = new ArrayList<>(deltas.size());
        for (RowDelta delta : deltas) {
            keys.add(delta.key());
        }
    }

    @Override
    public long token() {
        return keys.get(0).token();
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
        return EntryWriter.ranges(keys);
    }

    @Override
    public void run(ShardContext rows) {
        for (RowDelta delta : deltas) {
            Row before = rows.get(delta.key());
            EntryWriter.put(rows, delta.key(), before, rules.join(before, delta, mode, observer), indexes);
        }
    }

    @Override
    public void committed() {
        handler.done(true);
    }

    @Override
    public void failed(Throwable failure) {
        handler.failed(failure);
    }
}
