package io.starlingdb.node.replica;

import io.starlingdb.kernel.Lane;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.schema.IndexSchema;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.KeyCursor;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.RowCursor;
import io.starlingdb.node.storage.ScanTask;
import io.starlingdb.node.storage.ShardContext;
import io.starlingdb.node.storage.ShardTask;
import io.starlingdb.node.storage.SnapshotRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives this node's rows their entries in indexes that are new, in the background, page by page; then marks the index as built. Looks for such
 * indexes whenever the schema changes and at the start, so a build that was interrupted begins again.
 *
 * <p>Writes that are submitted once this node knows the index keep it themselves. Those submitted before have ended when the build begins
 * ({@code Shards.sync}), so the snapshots that it reads hold what they wrote. Each row's entries are made by a task of its shard from the row as it
 * is then: nothing that is written meanwhile is lost or comes back.
 */
public final class IndexBuilder {
    private static final int PAGE_ROWS = 500;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ReplicaFoundation on;
    private final Set<Integer> underWayOrBuilt = new HashSet<>();

    public IndexBuilder(ReplicaFoundation on) {
        this.on = on;
    }

    /** Looks from now on. */
    public void start() {
        on.record().listen(this::look);
        look(on.record().current());
    }

    private void look(ClusterRecord record) {
        for (KeyspaceSchema keyspace : record.schema().keyspaces().values()) {
            for (TableSchema table : keyspace.tables().values()) {
                for (IndexSchema index : table.indexes()) {
                    if (underWayOrBuilt.add(index.id())) {
                        begin(table.id(), index.id());
                    }
                }
            }
        }
    }

    /** The table as it is now; null once the index is gone. */
    private @Nullable TableSchema table(int tableId, int indexId) {
        TableSchema table = on.record().current().schema().table(tableId);
        return table != null && index(table, indexId) != null ? table : null;
    }

    private static @Nullable IndexSchema index(TableSchema table, int indexId) {
        for (IndexSchema index : table.indexes()) {
            if (index.id() == indexId) {
                return index;
            }
        }
        return null;
    }

    private void begin(int tableId, int indexId) {
        CompletableFuture<@Nullable Void> unused = on.shards().sync().whenComplete((nothing, failure) -> {
            if (failure != null) {
                again(() -> begin(tableId, indexId));
            } else {
                page(tableId, indexId, null);
            }
        });
    }

    private void again(Runnable step) {
        on.loop().schedule(RETRY_NANOS, step);
    }

    private void page(int tableId, int indexId, byte @Nullable [] from) {
        TableSchema table = table(tableId, indexId);
        if (table == null) {
            return;
        }
        ScanTask<List<RowKey>> scan = new ScanTask<>() {
            @Override
            public long deadlineNanos() {
                return Long.MAX_VALUE;
            }

            @Override
            public List<RowKey> scan(SnapshotRows rows) {
                return from == null && isBuilt(rows, indexId) ? List.of() : keys(rows, tableId, from);
            }

            @Override
            public void completed(List<RowKey> keys) {
                build(tableId, indexId, keys);
            }

            @Override
            public void failed(Throwable failure) {
                again(() -> page(tableId, indexId, from));
            }
        };
        if (!on.shards().scan(Lane.BULK, scan)) {
            again(() -> page(tableId, indexId, from));
        }
    }

    private static boolean isBuilt(SnapshotRows rows, int indexId) {
        byte[] mark = IndexKeys.builtMark(indexId);
        try (KeyCursor keys = rows.keys(KeyRange.prefix(mark))) {
            return keys.next() && Arrays.equals(keys.key(), mark);
        }
    }

    private static List<RowKey> keys(SnapshotRows rows, int tableId, byte @Nullable [] from) {
        List<RowKey> keys = new ArrayList<>();
        KeyRange rest = KeyRange.between(from == null ? RowKey.tableStart(tableId) : from, RowKey.tableEnd(tableId));
        try (RowCursor cursor = rows.cursor(rest, Direction.FORWARD)) {
            while (keys.size() < PAGE_ROWS && cursor.next()) {
                if (cursor.key().kind() != EntryKind.RANGE_DELETION) {
                    keys.add(cursor.key());
                }
            }
        }
        return keys;
    }

    private void build(int tableId, int indexId, List<RowKey> keys) {
        if (keys.isEmpty()) {
            submit(new Mark(indexId));
            return;
        }
        byte[] last = keys.get(keys.size() - 1).bytes();
        byte[] next = Arrays.copyOf(last, last.length + 1);
        Page page = new Page(keys.size(), () -> page(tableId, indexId, next));
        for (RowKey key : keys) {
            submit(new Entries(tableId, indexId, key, page));
        }
    }

    private void submit(Step task) {
        if (!on.shards().submit(task)) {
            again(() -> submit(task));
        }
    }

    /** Counts the rows of a page that have their entries. */
    private static final class Page {
        private final Runnable done;
        private int left;

        Page(int rows, Runnable done) {
            this.left = rows;
            this.done = done;
        }

        void ended() {
            if (--left == 0) {
                done.run();
            }
        }
    }

    /** What the builder does on a shard; repeated until it is committed. */
    private abstract class Step implements ShardTask {
        @Override
        public long deadlineNanos() {
            return Long.MAX_VALUE;
        }

        @Override
        public void committed() {}

        @Override
        public void failed(Throwable failure) {
            again(() -> submit(this));
        }
    }

    private final class Entries extends Step {
        private final int indexId;
        private final RowKey key;
        private final Page page;
        private final @Nullable TableSchema table;

        Entries(int tableId, int indexId, RowKey key, Page page) {
            this.indexId = indexId;
            this.key = key;
            this.page = page;
            this.table = table(tableId, indexId);
        }

        @Override
        public long token() {
            return key.token();
        }

        @Override
        public List<RowKey> reads() {
            return List.of(key);
        }

        @Override
        public void run(ShardContext rows) {
            IndexSchema index = table == null ? null : index(table, indexId);
            Row row = rows.get(key);
            if (table != null && index != null) {
                for (byte[] value : IndexKeys.values(table, index, key, row)) {
                    rows.mark(IndexKeys.entry(indexId, value, key), true);
                }
            }
        }

        @Override
        public void committed() {
            page.ended();
        }
    }

    private final class Mark extends Step {
        private final int indexId;

        Mark(int indexId) {
            this.indexId = indexId;
        }

        @Override
        public long token() {
            return 0;
        }

        @Override
        public List<RowKey> reads() {
            return List.of();
        }

        @Override
        public void run(ShardContext rows) {
            rows.mark(IndexKeys.builtMark(indexId), true);
        }
    }
}
