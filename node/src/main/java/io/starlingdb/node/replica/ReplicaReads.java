package io.starlingdb.node.replica;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Lane;
import io.starlingdb.node.data.IndexQuery;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.schema.IndexSchema;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.CachedRow;
import io.starlingdb.node.storage.ScanTask;
import io.starlingdb.node.storage.SnapshotRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a replica reads: from the row cache, on the loop, if it knows all rows that are asked for; else in the shard; a slice or range, or what turns
 * out to be one, by a scan of a snapshot.
 */
final class ReplicaReads {
    private final Replica replica;

    ReplicaReads(Replica replica) {
        this.replica = replica;
    }

    /** Reads what a query is about, as far as this replica holds it. */
    void read(ReadMode mode, ReadQuery query, long deadlineNanos, DoneHandler<ReadReply> handler) {
        TableSchema table = replica.on().record().current().schema().table(query.tableId());
        if (table == null) {
            handler.failed(Replica.tableGone());
            return;
        }
        PointRead point = PointRead.of(table, query);
        if (point == null) {
            scan(table, mode, query, deadlineNanos, handler);
            return;
        }
        ReadCollector collector =
                new ReadCollector(table, query, mode, replica.on().limits(), replica.times());
        Map<RowKey, CachedRow> cached = cached(point.keys());
        if (cached != null) {
            if (point.collect(key -> row(cached, key), collector)) {
                handler.done(collector.reply(replica.readsCount()));
            } else {
                scan(table, mode, query, deadlineNanos, handler);
            }
            return;
        }
        PointRead.Task task = new PointRead.Task(point, collector, deadlineNanos, new DoneHandler<>() {
            @Override
            public void done(Boolean isComplete) {
                if (isComplete) {
                    handler.done(collector.reply(replica.readsCount()));
                } else {
                    scan(table, mode, query, deadlineNanos, handler);
                }
            }

            @Override
            public void failed(Throwable failure) {
                handler.failed(failure);
            }
        });
        if (!replica.on().shards().submit(task)) {
            handler.failed(Replica.queueFull());
        }
    }

    /** Finds rows by an index, as far as this replica holds them. */
    void find(IndexQuery query, long deadlineNanos, DoneHandler<IndexReply> handler) {
        TableSchema table = replica.on().record().current().schema().table(query.tableId());
        IndexSchema index = null;
        for (IndexSchema candidate : table == null ? List.<IndexSchema>of() : table.indexes()) {
            index = candidate.id() == query.indexId() ? candidate : index;
        }
        if (table == null || index == null) {
            handler.failed(
                    table == null ? Replica.tableGone() : StarlingException.notFound("The index does not exist"));
            return;
        }
        IndexSchema found = index;
        ScanTask<IndexReply> task = new ScanTask<>() {
            @Override
            public long deadlineNanos() {
                return deadlineNanos;
            }

            @Override
            public IndexReply scan(SnapshotRows rows) {
                return new IndexLookup(table, found, query, rows).run(true);
            }

            @Override
            public void completed(IndexReply reply) {
                handler.done(new IndexReply(reply.keys(), reply.hasMore(), replica.readsCount()));
            }

            @Override
            public void failed(Throwable failure) {
                handler.failed(failure);
            }
        };
        if (!replica.on().shards().scan(Lane.REQUEST, task)) {
            handler.failed(Replica.queueFull());
        }
    }

    private static @Nullable Row row(Map<RowKey, CachedRow> cached, RowKey key) {
        CachedRow found = cached.get(key);
        return found == null ? null : found.row();
    }

    /** What the row cache knows of all these keys; null if it does not know one of them. */
    private @Nullable Map<RowKey, CachedRow> cached(List<RowKey> keys) {
        Map<RowKey, CachedRow> found = new HashMap<>();
        for (RowKey key : keys) {
            CachedRow row = replica.on().shards().cached(key);
            if (row == null) {
                return null;
            }
            found.put(key, row);
        }
        return found;
    }

    private void scan(
            TableSchema table, ReadMode mode, ReadQuery query, long deadlineNanos, DoneHandler<ReadReply> handler) {
        ScanTask<ReadCollector> task = new ScanTask<>() {
            @Override
            public long deadlineNanos() {
                return deadlineNanos;
            }

            @Override
            public ReadCollector scan(SnapshotRows rows) {
                ReadCollector collector =
                        new ReadCollector(table, query, mode, replica.on().limits(), replica.times());
                new SnapshotRead(query, rows, collector).run();
                return collector;
            }

            @Override
            public void completed(ReadCollector collector) {
                handler.done(collector.reply(replica.readsCount()));
            }

            @Override
            public void failed(Throwable failure) {
                handler.failed(failure);
            }
        };
        if (!replica.on().shards().scan(Lane.REQUEST, task)) {
            handler.failed(Replica.queueFull());
        }
    }
}
