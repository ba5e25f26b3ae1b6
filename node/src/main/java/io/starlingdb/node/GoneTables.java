package io.starlingdb.node;

import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.OwnRow;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.storage.KeyCursor;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.ScanTask;
import io.starlingdb.node.storage.SnapshotRows;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Erases the rows of tables, and the entries of indexes, that were dropped or truncated: their ids are in no schema any more and never will be. Looks whenever the record
 * changes, and at the start for what an earlier life left undone.
 *
 * <p>A table that this node does not know yet has no rows here: no request of a newer epoch is taken before its record is saved.
 */
final class GoneTables {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final NodeSeams seams;
    private ClusterRecord record = ClusterRecord.unfounded();
    private boolean isLooking;
    private boolean isStale;

    GoneTables(NodeSeams seams) {
        this.seams = seams;
    }

    void show(ClusterRecord newer) {
        boolean mayMatter = !newer.schema().equals(record.schema());
        record = newer;
        if (newer.isFounded() && mayMatter) {
            look();
        }
    }

    private void look() {
        if (isLooking) {
            isStale = true;
            return;
        }
        isLooking = true;
        isStale = false;
        boolean isQueued = seams.shards().scan(Lane.BULK, new ScanTask<List<Integer>>() {
            @Override
            public long deadlineNanos() {
                return Long.MAX_VALUE;
            }

            @Override
            public List<Integer> scan(SnapshotRows rows) {
                return tables(rows);
            }

            @Override
            public void completed(List<Integer> found) {
                ended();
                for (int table : found) {
                    if (table < OwnRow.TABLES_FROM && !isKnown(table)) {
                        erase(table);
                    }
                }
            }

            @Override
            public void failed(Throwable failure) {
                ended();
                later();
            }
        });
        if (!isQueued) {
            isLooking = false;
            later();
        }
    }

    /** Whether a table or an index has this id. */
    private boolean isKnown(int id) {
        Schema schema = record.schema();
        return schema.table(id) != null
                || schema.keyspaces().values().stream()
                        .flatMap(keyspace -> keyspace.tables().values().stream())
                        .flatMap(table -> table.indexes().stream())
                        .anyMatch(index -> index.id() == id);
    }

    private void ended() {
        isLooking = false;
        if (isStale) {
            look();
        }
    }

    private void erase(int table) {
        CompletableFuture<@Nullable Void> unused = seams.shards()
                .erase(table, TokenRange.WHOLE)
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        later();
                    }
                });
    }

    private void later() {
        seams.loop().schedule(RETRY_NANOS, this::look);
    }

    /** The ids of all tables that have rows: one seek for each. */
    private static List<Integer> tables(SnapshotRows rows) {
        Set<Integer> tables = new TreeSet<>();
        byte[] from = RowKey.tableStart(0);
        while (true) {
            try (KeyCursor cursor = rows.keys(KeyRange.from(from))) {
                if (!cursor.next()) {
                    return List.copyOf(tables);
                }
                int table = ByteBuffer.wrap(cursor.key()).getInt();
                tables.add(table);
                from = RowKey.tableEnd(table);
            }
        }
    }
}
