package io.starlingdb.node.replica;

import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.CorruptionException;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.ShardContext;
import io.starlingdb.node.storage.ShardTask;
import java.util.List;

/** Drops an entry that cannot be read and that no co-replica has. One that can be read again, or was joined meanwhile, stays. */
final class ForgetTask implements ShardTask {
    private final RowKey key;
    private final long deadlineNanos;
    private final DoneHandler<Boolean> handler;
    private boolean isGone;

    ForgetTask(RowKey key, long deadlineNanos, DoneHandler<Boolean> handler) {
        this.key = key;
        this.deadlineNanos = deadlineNanos;
        this.handler = handler;
    }

    @Override
    public long token() {
        return key.token();
    }

    @Override
    public long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    public List<RowKey> reads() {
        return List.of(key);
    }

    @Override
    public List<KeyRange> ranges() {
        return List.of();
    }

    @Override
    public void run(ShardContext rows) {
        try {
            rows.get(key);
        } catch (CorruptionException e) {
            rows.delete(key);
            isGone = true;
        }
    }

    @Override
    public void committed() {
        handler.done(isGone);
    }

    @Override
    public void failed(Throwable failure) {
        handler.failed(failure);
    }
}
