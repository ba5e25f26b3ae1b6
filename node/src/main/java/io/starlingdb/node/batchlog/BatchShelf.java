package io.starlingdb.node.batchlog;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Lane;
import io.starlingdb.node.coordinator.LoggedBatch;
import io.starlingdb.node.coordinator.LoggedBatch.BatchId;
import io.starlingdb.node.data.OwnRow;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.RowCursor;
import io.starlingdb.node.storage.ScanTask;
import io.starlingdb.node.storage.ShardContext;
import io.starlingdb.node.storage.ShardTask;
import io.starlingdb.node.storage.Shards;
import io.starlingdb.node.storage.SnapshotRows;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Batches in the node's storage: as durable as rows are. */
final class BatchShelf {
    private static final byte[] NO_CLUSTERING = new byte[0];

    /** Spreads batches over the tokens, and so over the shards. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final Shards shards;

    BatchShelf(Shards shards) {
        this.shards = shards;
    }

    /** Stores a batch; the handler hears when it is durable. */
    void put(LoggedBatch batch, long deadlineNanos, DoneHandler<Boolean> handler) {
        byte[] content = BatchCodec.encode(batch);
        submit(new Change(key(batch.id()), deadlineNanos, handler) {
            @Override
            public void run(ShardContext rows) {
                rows.put(key, OwnRow.of(content));
            }
        });
    }

    /** Removes a batch. */
    void remove(BatchId id, DoneHandler<Boolean> handler) {
        submit(new Change(key(id), Long.MAX_VALUE, handler) {
            @Override
            public void run(ShardContext rows) {
                rows.delete(key);
            }
        });
    }

    private void submit(Change change) {
        if (!shards.submit(change)) {
            change.failed(StarlingException.overloaded("Overloaded: a shard's queue is full"));
        }
    }

    /** Finds all that an earlier life has kept. */
    void load(DoneHandler<List<LoggedBatch>> handler) {
        boolean isQueued = shards.scan(Lane.BULK, new ScanTask<List<LoggedBatch>>() {
            @Override
            public long deadlineNanos() {
                return Long.MAX_VALUE;
            }

            @Override
            public List<LoggedBatch> scan(SnapshotRows rows) {
                List<LoggedBatch> found = new ArrayList<>();
                KeyRange all = KeyRange.between(RowKey.tableStart(OwnRow.BATCH_LOG), RowKey.tableEnd(OwnRow.BATCH_LOG));
                try (RowCursor cursor = rows.cursor(all, Direction.FORWARD)) {
                    while (cursor.next()) {
                        found.add(BatchCodec.decode(OwnRow.value(cursor.row())));
                    }
                }
                return found;
            }

            @Override
            public void completed(List<LoggedBatch> found) {
                handler.done(found);
            }

            @Override
            public void failed(Throwable failure) {
                handler.failed(failure);
            }
        });
        if (!isQueued) {
            handler.failed(StarlingException.overloaded("Overloaded: too many scans wait"));
        }
    }

    private static RowKey key(BatchId id) {
        byte[] name = ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(id.actor())
                .putLong(id.stamp())
                .array();
        return RowKey.row(OwnRow.BATCH_LOG, (id.stamp() + id.actor()) * SPREAD, name, NO_CLUSTERING);
    }

    /** A change of one batch's entry. */
    private abstract static class Change implements ShardTask {
        final RowKey key;
        private final long deadlineNanos;
        private final DoneHandler<Boolean> handler;

        Change(RowKey key, long deadlineNanos, DoneHandler<Boolean> handler) {
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
        public void committed() {
            handler.done(true);
        }

        @Override
        public void failed(Throwable failure) {
            handler.failed(failure);
        }
    }
}
