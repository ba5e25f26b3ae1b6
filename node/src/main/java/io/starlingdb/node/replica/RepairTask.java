package io.starlingdb.node.replica;

import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.LateCells;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.CorruptionException;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.ShardContext;
import io.starlingdb.node.storage.ShardTask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins whole copies of entries of one partition. A local copy that is corrupt counts as none, and is replaced. Of copies that do not come from
 * an exchange, those that would bring something from a closed time are left out, and named.
 */
final class RepairTask implements ShardTask {
    private final ReplicaRules rules;
    private final SettledTimes times;
    private final boolean isExchange;
    private final List<RowKey> late = new ArrayList<>();
    private final List<Entry> entries;
    private final ConflictMode mode;
    private final IndexWriter indexes;
    private final LostWriteCount observer;
    private final long deadlineNanos;
    private final DoneHandler<Integer> handler;
    private final List<RowKey> keys;
    private int changed;

    /** @param entries of one partition, at least one */
    RepairTask(
            ReplicaRules rules,
            SettledTimes times,
            boolean isExchange,
            List<Entry> entries,
            TableSchema table,
            LostWriteCount observer,
            long deadlineNanos,
            DoneHandler<Integer> handler) {
        this.rules = rules;
        this.times = times;
        this.isExchange = isExchange;
        this.entries = entries;
        this.mode = table.conflicts();
        this.indexes = new IndexWriter(table);
        this.observer = observer;
        this.deadlineNanos = deadlineNanos;
        this.handler = handler;
        this.keys = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            keys.add(entry.key());
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
    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    public void run(ShardContext rows) {
        for (Entry entry : entries) {
            Row before = sound(rows, entry.key());
            Row joined = rules.join(before, entry.row(), mode, observer);
            if (joined != before && bringsLateCells(entry.key(), before, joined)) {
                continue;
            }
            changed += joined == before ? 0 : 1;
            EntryWriter.put(
                    rows,
                    entry.key(),
                    before,
                    joined == before ? before : EntryWriter.settled(entry.key(), joined, mode, times),
                    indexes);
        }
    }

    private boolean bringsLateCells(RowKey key, @Nullable Row before, Row joined) {
        long closed = times.closed();
        long refused = isExchange ? closed : rules.closedToCopies(closed);
        if (refused > 0 && LateCells.areBrought(before, joined, refused)) {
            late.add(key);
            return !isExchange;
        }
        return false;
    }

    /** The entries whose copies held something from a closed time that was not here: left out, or gained if they came from an exchange. */
    List<RowKey> late() {
        return late;
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
