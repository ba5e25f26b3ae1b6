package io.starlingdb.node.replica;

import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Issuer;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowDelta;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.ShardContext;
import io.starlingdb.node.storage.ShardTask;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives a mutation its dot without joining it: it will be joined here as anywhere else, when the batch that it belongs to is logged. Until then this
 * replica must not vouch that it holds all that it issued to these entries, so the delta extends no interval, and the next own write does not
 * extend one over it.
 */
final class PrepareTask implements ShardTask {
    private final Replica replica;
    private final Mutation mutation;
    private final ConflictMode mode;
    private final int actor;
    private final long deadlineNanos;
    private final DoneHandler<Delta> handler;
    private final List<RowKey> keys;
    private @Nullable Delta delta;

    PrepareTask(
            Replica replica,
            Mutation mutation,
            ConflictMode mode,
            int actor,
            long deadlineNanos,
            DoneHandler<Delta> handler) {
        this.replica = replica;
        this.mutation = mutation;
        this.mode = mode;
        this.actor = actor;
        this.deadlineNanos = deadlineNanos;
        this.handler = handler;
        this.keys = Issuer.reads(mutation, mode);
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
        return Issuer.needsRows(mutation, mode) ? List.of(IssueTask.allRows(mutation)) : EntryWriter.ranges(keys);
    }

    @Override
    public void run(ShardContext rows) {
        Delta issued = Issuer.issue(
                mutation,
                new IssueTask.Current(mutation, rows),
                mode,
                actor,
                replica.clock().next(),
                Long.MAX_VALUE,
                replica.nowSeconds());
        delta = issued;
        for (RowDelta entry : issued.rows()) {
            Row before = rows.get(entry.key());
            if (before != null && before.isVouchedFor()) {
                rows.put(entry.key(), before.notVouchedFor());
            }
        }
        replica.listener().issued(mutation.requestId(), issued);
    }

    @Override
    public void committed() {
        handler.done(Objects.requireNonNull(delta));
    }

    @Override
    public void failed(Throwable failure) {
        handler.failed(failure);
    }
}
