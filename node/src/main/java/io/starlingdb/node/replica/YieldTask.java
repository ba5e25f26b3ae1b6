package io.starlingdb.node.replica;

import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Settling;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.CorruptionException;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.ShardContext;
import io.starlingdb.node.storage.ShardTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For a replica that may hold what others have purged: drops from one partition's entries what a co-replica in good standing lacks below its
 * settled time, and joins what that one has.
 */
final class YieldTask implements ShardTask {
    private final ReplicaRules rules;
    private final List<RowKey> keys;
    private final Map<RowKey, Row> good = new HashMap<>();
    private final long settled;
    private final ConflictMode mode;
    private final IndexWriter indexes;
    private final LostWriteCount observer;
    private final long deadlineNanos;
    private final DoneHandler<Integer> handler;
    private int changed;

    /**
     * @param keys of one partition, at least one
     * @param theirs the other's copies of them, as far as it has any
     * @param settled its settled time, in µs
     */
    YieldTask(
            ReplicaRules rules,
            List<RowKey> keys,
            List<Entry> theirs,
            long settled,
            TableSchema table,
            LostWriteCount observer,
            long deadlineNanos,
            DoneHandler<Integer> handler) {
        this.rules = rules;
        this.keys = new ArrayList<>(keys);
        theirs.forEach(entry -> good.put(entry.key(), entry.row()));
        this.settled = settled;
        this.mode = table.conflicts();
        this.indexes = new IndexWriter(table);
        this.observer = observer;
        this.deadlineNanos = deadlineNanos;
        this.handler = handler;
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
    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    public void run(ShardContext rows) {
        for (RowKey key : keys) {
            Row before = sound(rows, key);
            Row theirs = good.get(key);
            Row left = before == null ? null : Settling.yieldTo(before, theirs, settled);
            Row joined = theirs == null ? left : rules.join(left, theirs, mode, observer);
            if (joined != before) {
                changed++;
                EntryWriter.put(rows, key, before, joined, indexes);
            }
        }
    }

    private static @Nullable Row sound(ShardContext rows, RowKey key) {
        try {
            return rows.get(key);
        } catch (CorruptionException e) {
            return null; // the storage has reported it
        }
    }

    @Override
    public void committed() {
        handler.done(changed);
    }

    @Override
    public void failed(Throwable failure) {
        handler.failed(failure);
    }
}
