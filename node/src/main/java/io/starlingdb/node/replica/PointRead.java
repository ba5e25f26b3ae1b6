package io.starlingdb.node.replica;

import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.ShardContext;
import io.starlingdb.node.storage.ShardTask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A read of single rows by their keys: of the row cache at once, or else by a task of the shard. Where the partition has a header it may have
 * range deletions too, and {@link SnapshotRead} does the work; most have none.
 */
final class PointRead {
    /** More rows than these are read by a scan. */
    private static final int ROWS_MAX = 16;

    private final ReadQuery query;
    private final Partitions.One partition;
    private final RowKey header;
    private final List<RowKey> rows;

    private PointRead(ReadQuery query, Partitions.One partition, RowKey header, List<RowKey> rows) {
        this.query = query;
        this.partition = partition;
        this.header = header;
        this.rows = rows;
    }

    /** The query as a read of single rows; null if it is none. */
    static @Nullable PointRead of(TableSchema table, ReadQuery query) {
        if (!(query.target() instanceof Partitions.One one)
                || query.after() != null
                || query.slices().size() > ROWS_MAX) {
            return null;
        }
        List<RowKey> keys = new ArrayList<>(query.slices().size());
        for (Slice slice : query.slices()) {
            byte[] clustering = slice.start().prefix();
            if (!SingleRow.isIn(table, slice)) {
                return null;
            }
            keys.add(RowKey.row(query.tableId(), one.token(), one.key(), clustering));
        }
        return new PointRead(query, one, RowKey.header(query.tableId(), one.token(), one.key()), keys);
    }

    /** The keys of all entries it needs, the header's first. */
    List<RowKey> keys() {
        List<RowKey> keys = new ArrayList<>(rows.size() + 1);
        keys.add(header);
        keys.addAll(rows);
        return keys;
    }

    /** Hands the rows to the collector; false if the partition has a header, and so perhaps range deletions. */
    boolean collect(Function<RowKey, @Nullable Row> source, ReadCollector collector) {
        if (source.apply(header) != null) {
            return false;
        }
        collector.begin(partition.key(), partition.token(), null, List.of());
        boolean wanted = true;
        for (int i = 0; i < rows.size() && wanted; i++) {
            RowKey key = rows.get(query.reversed() ? rows.size() - 1 - i : i);
            Row row = source.apply(key);
            wanted = row == null || collector.row(key, row);
        }
        collector.end();
        return true;
    }

    /** The same, on the shard's thread. */
    static final class Task implements ShardTask {
        private final PointRead read;
        private final ReadCollector collector;
        private final long deadlineNanos;
        private final DoneHandler<Boolean> handler;
        private boolean isComplete;

        /** @param handler is told whether the collector has all */
        Task(PointRead read, ReadCollector collector, long deadlineNanos, DoneHandler<Boolean> handler) {
            this.read = read;
            this.collector = collector;
            this.deadlineNanos = deadlineNanos;
            this.handler = handler;
        }

        @Override
        public long token() {
            return read.partition.token();
        }

        @Override
        public long deadlineNanos() {
            return deadlineNanos;
        }

        @Override
        public List<RowKey> reads() {
            return read.keys();
        }

        @Override
        public void run(ShardContext context) {
            isComplete = read.collect(context::get, collector);
        }

        @Override
        public void committed() {
            handler.done(isComplete);
        }

        @Override
        public void failed(Throwable failure) {
            handler.failed(failure);
        }
    }
}
