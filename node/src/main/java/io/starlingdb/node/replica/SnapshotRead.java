package io.starlingdb.node.replica;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.schema.ClusteringBound;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.RowCursor;
import io.starlingdb.node.storage.SnapshotRows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks a query's rows on a snapshot and hands them to a {@link ReadCollector}: slices of one partition in either direction, or a range of
 * partitions in the order of their tokens. Runs on a scan thread.
 */
final class SnapshotRead {
    /** How many rows of a partition are stepped over before it is left by a new cursor, which costs about as much. */
    private static final int STEPS_BEFORE_SEEK = 32;

    private final ReadQuery query;
    private final SnapshotRows rows;
    private final ReadCollector collector;

    SnapshotRead(ReadQuery query, SnapshotRows rows, ReadCollector collector) {
        this.query = query;
        this.rows = rows;
        this.collector = collector;
    }

    void run() {
        ResumePoint after = query.after();
        if (query.target() instanceof Partitions.One one) {
            if (after == null || after.clustering() != null) {
                partition(one.key(), one.token(), after == null ? null : after.clustering());
            }
        } else if (query.target() instanceof Partitions.InRange range) {
            range(range.range(), after);
        }
    }

    private void partition(byte[] key, long token, byte @Nullable [] after) {
        int table = query.tableId();
        collector.begin(key, token, rows.get(RowKey.header(table, token, key)), rangeDeletions(table, token, key));
        List<Slice> slices = query.slices();
        boolean wanted = true;
        for (int i = 0; i < slices.size() && wanted; i++) {
            Slice slice = slices.get(query.reversed() ? slices.size() - 1 - i : i);
            wanted = slice(key, token, after == null ? slice : rest(slice, after));
        }
        collector.end();
    }

    private List<Entry> rangeDeletions(int table, long token, byte[] key) {
        KeyRange all = KeyRange.between(
                RowKey.kindStart(table, token, key, EntryKind.RANGE_DELETION),
                RowKey.kindStart(table, token, key, EntryKind.ROW));
        List<Entry> found = new ArrayList<>(0);
        try (RowCursor cursor = rows.cursor(all, Direction.FORWARD)) {
            while (cursor.next()) {
                found.add(new Entry(cursor.key(), cursor.row()));
            }
        }
        return found;
    }

    /** What of a slice is left behind a row, in the direction of the query. */
    private Slice rest(Slice slice, byte[] after) {
        if (query.reversed()) {
            ClusteringBound end = ClusteringBound.before(after);
            return end.compareTo(slice.end()) < 0 ? new Slice(slice.start(), end) : slice;
        }
        ClusteringBound start = ClusteringBound.after(after);
        return start.compareTo(slice.start()) > 0 ? new Slice(start, slice.end()) : slice;
    }

    private boolean slice(byte[] key, long token, Slice slice) {
        if (slice.isEmpty()) {
            return true;
        }
        KeyRange range = KeyRange.between(
                RowKey.boundOf(query.tableId(), token, key, slice.start()),
                RowKey.boundOf(query.tableId(), token, key, slice.end()));
        try (RowCursor cursor = rows.cursor(range, query.reversed() ? Direction.BACKWARD : Direction.FORWARD)) {
            while (cursor.next()) {
                if (!collector.row(cursor.key(), cursor.row())) {
                    return false;
                }
            }
        }
        return true;
    }

    private void range(TokenRange range, @Nullable ResumePoint after) {
        byte[] start = RowKey.tokenStart(query.tableId(), range.start() + 1);
        if (after != null) {
            if (after.clustering() != null) {
                partition(after.partitionKey(), after.token(), after.clustering());
            }
            start = RowKey.partitionEnd(query.tableId(), after.token(), after.partitionKey());
        }
        byte[] end = RowKey.tokenEnd(query.tableId(), range.end());
        while (start != null && !collector.isOver()) {
            try (RowCursor cursor = rows.cursor(KeyRange.between(start, end), Direction.FORWARD)) {
                start = new PartitionWalk(cursor).walk();
            }
        }
    }

    /** Takes partition after partition from one cursor. */
    private final class PartitionWalk {
        private final RowCursor cursor;
        private @Nullable RowKey first;
        private @Nullable Row header;
        private List<Entry> rangeDeletions = new ArrayList<>(0);
        private boolean isBegun;
        private boolean isWanted = true;
        private int stepsUnwanted;

        PartitionWalk(RowCursor cursor) {
            this.cursor = cursor;
        }

        /** Returns where to go on with a new cursor; null at the end of the range. */
        byte @Nullable [] walk() {
            while (cursor.next()) {
                RowKey key = cursor.key();
                if (first == null || !first.samePartition(key)) {
                    close();
                    if (collector.isOver()) {
                        return null;
                    }
                    first = key;
                }
                switch (key.kind()) {
                    case HEADER -> header = cursor.row();
                    case RANGE_DELETION -> rangeDeletions.add(new Entry(key, cursor.row()));
                    case ROW -> {
                        if (isWanted) {
                            row(key);
                        } else if (++stepsUnwanted >= STEPS_BEFORE_SEEK || collector.isOver()) {
                            byte[] behind = RowKey.partitionEnd(query.tableId(), key.token(), key.partitionKey());
                            close();
                            return behind;
                        }
                    }
                }
            }
            close();
            return null;
        }

        private void row(RowKey key) {
            begin(key);
            if (query.slices().isEmpty()) {
                isWanted = false;
                return;
            }
            byte[] clustering = key.clustering();
            for (Slice slice : query.slices()) {
                if (slice.contains(clustering)) {
                    isWanted = collector.row(key, cursor.row());
                    return;
                }
            }
        }

        private void begin(RowKey key) {
            if (!isBegun) {
                isBegun = true;
                collector.begin(key.partitionKey(), key.token(), header, rangeDeletions);
            }
        }

        /** Ends the partition at hand, if there is one. */
        private void close() {
            if (first != null) {
                begin(first);
                collector.end();
            }
            first = null;
            header = null;
            rangeDeletions = new ArrayList<>(0);
            isBegun = false;
            isWanted = true;
            stepsUnwanted = 0;
        }
    }
}
