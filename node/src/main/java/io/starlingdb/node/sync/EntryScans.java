package io.starlingdb.node.sync;

import io.starlingdb.antientropy.LocalEntry;
import io.starlingdb.antientropy.LocalPage;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Lane;
import io.starlingdb.node.data.Cell;
import io.starlingdb.node.data.Deletion;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowHash;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.replica.SettledView;
import io.starlingdb.node.schema.ConflictMode;
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
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What exchanges read of this node's rows, in the background's lane. The only place where they read any. */
final class EntryScans {
    /** How many bytes of entries one message holds, about. */
    static final int BYTES_MAX = 1 << 20;

    /** A stretch of one table's keys; the end is outside. */
    record Span(byte[] start, byte[] end) {}

    private final Shards shards;
    private final IntFunction<@Nullable ConflictMode> modes;
    private long rowsRead;

    /** @param modes a table's; null if it is no more. Asked on any thread */
    EntryScans(Shards shards, IntFunction<@Nullable ConflictMode> modes) {
        this.shards = shards;
        this.modes = modes;
    }

    /** How many rows exchanges have read since the start. */
    long rowsRead() {
        return rowsRead;
    }

    /** Reads the entries of some stretches as they are compared at a settled time; at most so many of each. */
    void pages(List<Span> spans, int entriesMax, long settled, DoneHandler<List<LocalPage>> handler) {
        scan(
                counting(
                        handler,
                        pages -> pages.stream()
                                .mapToInt(page -> page.entries().size())
                                .sum()),
                rows -> {
                    List<LocalPage> pages = new ArrayList<>();
                    SettledView view = new SettledView(rows, modes, (table, token) -> settled);
                    for (Span span : spans) {
                        pages.add(page(rows, view, span, entriesMax, settled));
                    }
                    return pages;
                });
    }

    private static LocalPage page(SnapshotRows rows, SettledView view, Span span, int entriesMax, long settled) {
        List<LocalEntry> entries = new ArrayList<>();
        byte[] reached = span.start();
        try (RowCursor cursor = rows.cursor(KeyRange.between(span.start(), span.end()), Direction.FORWARD)) {
            while (cursor.next()) {
                RowKey key = cursor.key();
                reached = key.bytes();
                if (entries.size() == entriesMax) {
                    return new LocalPage(span.start(), span.end(), entries, key.bytes());
                }
                Row stored = sound(cursor);
                Row row = stored == null ? null : view.of(key, stored);
                if (row != null) { // else as if it were missing, so that it is fetched
                    entries.add(new LocalEntry(key.bytes(), RowHash.of(key, row).at(settled), newest(row)));
                }
            }
        } catch (CorruptionException e) { // a place in a file: the rest of the slice is as if it were missing
            byte[] behind = RowPlaces.behind(reached);
            boolean isAll = Arrays.compareUnsigned(behind, span.end()) >= 0;
            return new LocalPage(span.start(), span.end(), entries, isAll ? null : behind);
        }
        return new LocalPage(span.start(), span.end(), entries, null);
    }

    /** The row where a cursor stands; null if it cannot be read, which the storage reports. */
    static @Nullable Row sound(RowCursor cursor) {
        try {
            return cursor.row();
        } catch (CorruptionException e) {
            return null;
        }
    }

    private static long newest(Row row) {
        long newest = 0;
        for (int i = 0; i < row.vector().size(); i++) {
            newest = Math.max(newest, row.vector().toAt(i));
        }
        for (int i = 0; i < row.cellCount(); i++) {
            Cell cell = row.cellAt(i);
            newest = Math.max(newest, cell.dot().stamp());
        }
        Deletion deletion = row.deletion();
        return deletion == null ? newest : Math.max(newest, deletion.dot().stamp());
    }

    /** The copies of these entries as they are at a settled time, as many as one message holds. */
    void entries(List<RowKey> keys, long settled, DoneHandler<EntriesReply> handler) {
        scan(counting(handler, EntriesReply::answered), rows -> {
            List<Entry> entries = new ArrayList<>(keys.size());
            SettledView view = new SettledView(rows, modes, (table, token) -> settled);
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
            return new EntriesReply(entries, answered);
        });
    }

    /** Those of these entries of which more is here, at a settled time, than what was given. */
    void beyond(List<Entry> given, long settled, DoneHandler<List<Entry>> handler) {
        scan(counting(handler, more -> given.size()), rows -> {
            SettledView view = new SettledView(rows, modes, (table, token) -> settled);
            List<Entry> more = new ArrayList<>();
            for (Entry entry : given) {
                Row row = view.get(entry.key());
                if (row != null && !RowHash.of(entry.key(), row).equals(RowHash.of(entry.key(), entry.row()))) {
                    more.add(new Entry(entry.key(), row));
                }
            }
            return more;
        });
    }

    private interface Count<T> {
        int of(T result);
    }

    private <T> DoneHandler<T> counting(DoneHandler<T> handler, Count<T> count) {
        return new DoneHandler<>() {
            @Override
            public void done(T result) {
                rowsRead += count.of(result);
                handler.done(result);
            }

            @Override
            public void failed(Throwable failure) {
                handler.failed(failure);
            }
        };
    }

    private <T> void scan(DoneHandler<T> handler, Function<SnapshotRows, T> work) {
        ScanTask<T> task = new ScanTask<>() {
            @Override
            public long deadlineNanos() {
                return Long.MAX_VALUE;
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
