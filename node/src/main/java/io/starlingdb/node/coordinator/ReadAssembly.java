package io.starlingdb.node.coordinator;

import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Shadow;
import io.starlingdb.node.data.VisibleRow;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a query's answer out of the entries of its pages, one after the other: what is to be seen of them, filtered and limited: pure. A
 * partition may go on from page to page; each page repeats its header and range deletions.
 */
final class ReadAssembly {
    /** About what the rows of one answer may take; behind that it ends as behind its limit of rows. */
    private static final long BYTES_MAX = 2 << 20;

    private static final byte[] NO_CLUSTERING = new byte[0];

    private final TableSchema table;
    private final ReadQuery query;
    private final List<PartitionRows> partitions = new ArrayList<>();
    private int rowsLeft;
    private long bytes;
    private int deadEntries;

    // the partition that is open
    private @Nullable RowKey open;
    private @Nullable VisibleRow statics;
    private List<VisibleRow> rows = new ArrayList<>();
    private int rowsBefore;
    private @Nullable ResumePoint more;
    private boolean hasCut;

    ReadAssembly(TableSchema table, ReadQuery query) {
        this.table = table;
        this.query = query;
        this.rowsLeft = query.rowLimit();
    }

    /** Takes the entries of one page, in the order of the scan. */
    void add(List<Entry> entries) {
        int i = 0;
        while (i < entries.size() && !isFull()) {
            int next = i + 1;
            while (next < entries.size()
                    && entries.get(next).key().samePartition(entries.get(i).key())) {
                next++;
            }
            addPartition(entries.subList(i, next));
            i = next;
        }
        hasCut |= i < entries.size();
    }

    private void addPartition(List<Entry> entries) {
        RowKey first = entries.get(0).key();
        RowKey before = open;
        if (before == null || !before.samePartition(first)) {
            close();
            if (isFull()) {
                hasCut = true;
                return;
            }
            open(first);
        }
        Row header = null;
        List<Entry> deletions = new ArrayList<>(0);
        int at = 0;
        for (; at < entries.size() && entries.get(at).key().kind() != EntryKind.ROW; at++) {
            Entry entry = entries.get(at);
            if (entry.key().kind() == EntryKind.HEADER) {
                header = entry.row();
            } else {
                deletions.add(entry);
            }
        }
        deadEntries += deletions.size();
        Shadow shadow = Shadow.of(header, deletions);
        if (header != null && !table.statics().isEmpty()) {
            statics = VisibleRow.of(table, NO_CLUSTERING, header, shadow.partitionDeletedUpTo(), query.nowSeconds());
        }
        for (; at < entries.size() && !isFull() && !isPartitionFull(); at++) {
            addRow(entries.get(at), shadow);
        }
        hasCut |= at < entries.size() && isFull();
    }

    private void addRow(Entry entry, Shadow shadow) {
        byte[] clustering = entry.key().clustering();
        VisibleRow row =
                VisibleRow.of(table, clustering, entry.row(), shadow.deletedUpTo(clustering), query.nowSeconds());
        deadEntries += row == null ? 1 : 0;
        if (row == null || !query.filter().matches(table, entry.key().partitionKey(), statics, row)) {
            return;
        }
        rows.add(row);
        bytes += entry.row().weightBytes();
        rowsLeft = bytes >= BYTES_MAX ? 0 : rowsLeft - 1;
        if (rowsLeft == 0) {
            more = new ResumePoint(
                    entry.key().partitionKey(), entry.key().token(), clustering, rowsBefore + rows.size());
        }
    }

    private void open(RowKey key) {
        open = key;
        statics = null;
        rows = new ArrayList<>();
        ResumePoint after = query.after();
        boolean resumed = after != null
                && partitions.isEmpty()
                && after.token() == key.token()
                && Arrays.equals(after.partitionKey(), key.partitionKey());
        rowsBefore = resumed && after != null ? after.rowsOfPartition() : 0;
    }

    private void close() {
        RowKey key = open;
        if (key == null) {
            return;
        }
        open = null;
        byte[] partitionKey = key.partitionKey();
        boolean isStaticsAlone = rows.isEmpty()
                && rowsBefore == 0
                && statics != null
                && query.filter().matches(table, partitionKey, statics, null);
        if (isStaticsAlone) {
            rowsLeft--;
            more = rowsLeft == 0 ? new ResumePoint(partitionKey, key.token(), null, 0) : null;
        }
        if (isStaticsAlone || !rows.isEmpty()) {
            partitions.add(new PartitionRows(partitionKey, key.token(), statics, rows));
        }
    }

    /** Whether the query's limit is reached, or that of memory. */
    boolean isFull() {
        return rowsLeft <= 0;
    }

    private boolean isPartitionFull() {
        return rowsBefore + rows.size() >= query.perPartitionLimit();
    }

    /** Whether entries were left out because the limit was reached. */
    boolean hasCut() {
        return hasCut;
    }

    /** How many rows the next page may have at most. */
    int rowsLeft() {
        return rowsLeft;
    }

    /** Where the next page begins, if the last one ended at {@code end}: behind a partition that has had its limit of rows. */
    ResumePoint next(ResumePoint end) {
        RowKey key = open;
        boolean isOpen = key != null
                && end.clustering() != null
                && key.token() == end.token()
                && Arrays.equals(key.partitionKey(), end.partitionKey());
        if (!isOpen) {
            return end;
        }
        return isPartitionFull()
                ? new ResumePoint(end.partitionKey(), end.token(), null, 0)
                : new ResumePoint(end.partitionKey(), end.token(), end.clustering(), rowsBefore + rows.size());
    }

    /** What was read so far. */
    ReadCost cost() {
        return new ReadCost(deadEntries, bytes);
    }

    /** Ends the answer. */
    List<PartitionRows> finish() {
        close();
        return partitions;
    }

    /** Where the limit ended the answer; null if it did not. */
    @Nullable
    ResumePoint more() {
        return more;
    }
}
