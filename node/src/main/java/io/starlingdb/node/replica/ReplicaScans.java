package io.starlingdb.node.replica;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Lane;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.CorruptionException;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.RowCursor;
import io.starlingdb.node.storage.ScanTask;
import io.starlingdb.node.storage.Shards;
import io.starlingdb.node.storage.SnapshotRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an exchange reads of this replica, in the background's lane. */
final class ReplicaScans {
    /** How many bytes of rows one reply holds, about. */
    private static final int BYTES_MAX = 1 << 20;

    private final Shards shards;
    private final Function<SnapshotRows, SettledView> views;

    ReplicaScans(Shards shards, Function<SnapshotRows, SettledView> views) {
        this.shards = shards;
        this.views = views;
    }

    /** The versions that this replica holds. */
    void versions(VersionsRequest request, long deadlineNanos, DoneHandler<VersionsPage> handler) {
        scan(deadlineNanos, handler, rows -> versions(request, rows));
    }

    private VersionsPage versions(VersionsRequest request, SnapshotRows rows) {
        RowKey after = request.after();
        byte[] start = after == null
                ? RowKey.tokenStart(request.tableId(), request.range().start() + 1)
                : Arrays.copyOf(after.bytes(), after.bytes().length + 1);
        byte[] end = RowKey.tokenEnd(request.tableId(), request.range().end());
        List<EntryVersion> versions = new ArrayList<>();
        SettledView view = views.apply(rows);
        try (RowCursor cursor = rows.cursor(KeyRange.between(start, end), Direction.FORWARD)) {
            while (cursor.next()) {
                if (versions.size() == request.entriesMax()) {
                    return new VersionsPage(versions, true);
                }
                VersionSum version = version(cursor, view);
                if (version != null) {
                    versions.add(new EntryVersion(cursor.key(), version));
                }
            }
        }
        return new VersionsPage(versions, false);
    }

    /** A copy that cannot be read differs from every other, so that a sound one is fetched. */
    private static @Nullable VersionSum version(RowCursor cursor, SettledView view) {
        try {
            Row row = view.of(cursor.key(), cursor.row());
            return row == null ? null : VersionSum.of(cursor.key(), row);
        } catch (CorruptionException e) {
            return VersionSum.ZERO;
        }
    }

    /** The copies that this replica has of these entries. */
    void rows(List<RowKey> keys, long deadlineNanos, DoneHandler<RowsReply> handler) {
        scan(deadlineNanos, handler, rows -> {
            List<Entry> entries = new ArrayList<>(keys.size());
            SettledView view = views.apply(rows);
            long bytes = 0;
            int answered = 0;
            while (answered < keys.size() && bytes < BYTES_MAX) {
                RowKey key = keys.get(answered++);
                Row row = view.get(key);
                if (row != null) {
                    entries.add(new Entry(key, row));
                    bytes += row.weightBytes();
                }
            }
            return new RowsReply(entries, answered);
        });
    }

    private <T> void scan(long deadlineNanos, DoneHandler<T> handler, Function<SnapshotRows, T> work) {
        ScanTask<T> task = new ScanTask<>() {
            @Override
            public long deadlineNanos() {
                return deadlineNanos;
            }

            @Override
            public T scan(SnapshotRows rows) {
                return work.apply(rows);
            }

            @Override
            public void completed(T result) {
                handler.done(result);
            }

            @Override
            public void failed(Throwable failure) {
                handler.failed(failure);
            }
        };
        if (!shards.scan(Lane.BULK, task)) {
            handler.failed(StarlingException.overloaded("Overloaded: too many scans are waiting"));
        }
    }
}
