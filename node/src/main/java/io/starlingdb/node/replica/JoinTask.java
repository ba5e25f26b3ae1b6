package io.starlingdb.node.replica;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowDelta;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Settling;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.ShardContext;
import io.starlingdb.node.storage.ShardTask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins what one write did to a partition, as another node issued it. */
final class JoinTask implements ShardTask {
    private final ReplicaRules rules;
    private final SettledTimes times;
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
            SettledTimes times,
            List<RowDelta> deltas,
            TableSchema table,
            LostWriteCount observer,
            long deadlineNanos,
            DoneHandler<Boolean> handler) {
        this.rules = rules;
        this.times = times;
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
            long stamp = delta.dot().stamp();
            RowKey key = delta.key();
            if (stamp <= times.settled(key.tableId(), key.token())) {
                throw late(); // a vector says nothing of what is settled, nor of what it lacks there
            } else if (rules.isLate(stamp, times.closed())) {
                refuseUnlessHere(before, delta);
            } else {
                join(rows, before, delta);
            }
        }
    }

    private void join(ShardContext rows, @Nullable Row before, RowDelta delta) {
        RowKey key = delta.key();
        RowDelta admitted = Settling.admit(before, delta, times.settled(key.tableId(), key.token()));
        if (admitted != null) {
            Row joined = rules.join(before, admitted, mode, observer);
            EntryWriter.put(rows, key, before, EntryWriter.settled(key, joined, mode, times), indexes);
        }
    }

    private static void refuseUnlessHere(@Nullable Row before, RowDelta delta) {
        if (before == null || !before.vector().contains(delta.dot())) {
            throw late();
        }
    }

    private static StarlingException late() {
        return new StarlingException(
                ErrorCode.REPLICA_FAILURE, "The write came too late to be taken: its time is closed already");
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
