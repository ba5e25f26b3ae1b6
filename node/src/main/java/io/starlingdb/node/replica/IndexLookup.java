package io.starlingdb.node.replica;

import io.starlingdb.node.data.IndexQuery;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.ValueRange;
import io.starlingdb.node.schema.IndexSchema;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.KeyCursor;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.RowCursor;
import io.starlingdb.node.storage.SnapshotRows;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds the first rows, in the order of storage, that have some indexed values. Of one whole value the entries lie in that order,
 * so it is gone straight to; for ranges and several values all their entries are looked at, and the least are kept. An index
 * that is still being built is not asked: the rows themselves are looked through.
 */
final class IndexLookup {
    private final TableSchema table;
    private final IndexSchema index;
    private final IndexQuery query;
    private final SnapshotRows rows;
    private final byte[] from;
    private final byte[] to;
    private final TreeSet<RowKey> found = new TreeSet<>();
    private boolean hasMore;

    IndexLookup(TableSchema table, IndexSchema index, IndexQuery query, SnapshotRows rows) {
        this.table = table;
        this.index = index;
        this.query = query;
        this.rows = rows;
        byte[] start = query.from();
        this.from = start == null ? RowKey.tokenStart(table.id(), query.range().start() + 1) : start;
        this.to = RowKey.tokenEnd(table.id(), query.range().end());
    }

    IndexReply run(boolean counts) {
        if (!isBuilt()) {
            lookThroughRows();
        } else {
            for (ValueRange values : query.values()) {
                byte[] value = values.from();
                if (values.isPoint() && value.length < IndexKeys.VALUE_BYTES_MAX) {
                    lookFor(value);
                } else {
                    lookThrough(values);
                }
            }
        }
        return new IndexReply(List.copyOf(found), hasMore, counts);
    }

    private boolean isBuilt() {
        byte[] mark = IndexKeys.builtMark(index.id());
        try (KeyCursor keys = rows.keys(KeyRange.prefix(mark))) {
            return keys.next() && keys.key().length == mark.length;
        }
    }

    private void lookFor(byte[] value) {
        // The upper end may be the next table's first key, which is no place within an index: go by the prefix then.
        boolean open = to.length == Integer.BYTES;
        KeyRange range = open
                ? IndexKeys.entries(index.id(), ValueRange.of(value))
                        .intersect(KeyRange.from(
                                IndexKeys.entries(index.id(), value, from, from).start()))
                : IndexKeys.entries(index.id(), value, from, to);
        try (KeyCursor keys = rows.keys(range)) {
            int taken = 0;
            while (taken <= query.keysMax() && keys.next()) {
                // The entry of the row right before the first one lies in the range too.
                taken += add(IndexKeys.row(table.id(), keys.key())) ? 1 : 0;
            }
        }
    }

    private void lookThrough(ValueRange values) {
        try (KeyCursor keys = rows.keys(IndexKeys.entries(index.id(), values))) {
            while (keys.next()) {
                byte[] entry = keys.key();
                if (!IndexKeys.isEntry(entry)) {
                    continue;
                }
                boolean unused = add(IndexKeys.row(table.id(), entry));
            }
        }
    }

    /** Keeps the key, unless it is outside what is asked for, or not among the first; false if it is outside. */
    private boolean add(RowKey key) {
        boolean inside = java.util.Arrays.compareUnsigned(key.bytes(), from) >= 0
                && java.util.Arrays.compareUnsigned(key.bytes(), to) < 0;
        if (inside && found.add(key) && found.size() > query.keysMax()) {
            found.pollLast();
            hasMore = true;
        }
        return inside;
    }

    private void lookThroughRows() {
        try (RowCursor cursor = rows.cursor(KeyRange.between(from, to), Direction.FORWARD)) {
            while (cursor.next() && !hasMore) {
                RowKey key = cursor.key();
                if (hasValue(key, cursor)) {
                    boolean unused = add(key);
                }
            }
        }
    }

    private boolean hasValue(RowKey key, RowCursor cursor) {
        for (byte[] value : IndexKeys.values(table, index, key, cursor.row())) {
            for (ValueRange values : query.values()) {
                byte[] most = values.to();
                ValueRange cut =
                        new ValueRange(IndexKeys.cut(values.from()), most == null ? null : IndexKeys.cut(most));
                if (cut.contains(value)) {
                    return true;
                }
            }
        }
        return false;
    }
}
