package io.starlingdb.node.replica;

import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Settling;
import io.starlingdb.node.data.Shadow;
import io.starlingdb.node.data.VisibleRow;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the entries of a scan in the query's order, sums up their versions, keeps those that the mode asks for, and says when to stop:
 * pure. Per partition {@link #begin}, {@link #row} for each row, {@link #end}; then {@link #reply}.
 *
 * <p>The replicas of one partition stop at the same place if they hold the same, because limits count only rows to be seen. A row limit per
 * partition is left to the coordinator in {@link ReadMode#FULL}: copies that differ would skip different rows, and the interval would have
 * holes.
 */
final class ReadCollector {
    private static final byte[] NO_CLUSTERING = new byte[0];

    private final TableSchema table;
    private final ReadQuery query;
    private final ReadMode mode;
    private final boolean keepsAll;
    private final SettledTimes times;
    private final List<Entry> kept = new ArrayList<>();

    private long cells;
    private long vectors;
    private boolean omitted;
    private int rowsLeft;
    private int entriesLeft;
    private long bytesLeft;
    private @Nullable ResumePoint end;

    // of the partition at hand
    private byte[] key = NO_CLUSTERING;
    private long token;
    private @Nullable Entry header;
    private List<Entry> rangeDeletions = List.of();
    private Shadow shadow = Shadow.NONE;
    private Shadow sweep = Shadow.NONE;
    private @Nullable VisibleRow statics;
    private boolean headKept;
    private int rowsHere;
    private long settled;
    private long lowestSettled = Long.MAX_VALUE;

    ReadCollector(TableSchema table, ReadQuery query, ReadMode mode, ReadLimits limits, SettledTimes times) {
        this.table = table;
        this.times = times;
        this.query = query;
        this.mode = mode;
        // Within one partition rows that are not to be seen travel too: their versions make the context of an absent
        // row, and the
        // copy can be joined without asking again.
        this.keepsAll = mode == ReadMode.FULL
                || (mode == ReadMode.DATA
                        && query.target() instanceof Partitions.One
                        && query.filter().isEmpty());
        this.rowsLeft = query.rowLimit();
        this.entriesLeft = limits.entriesMax();
        this.bytesLeft = limits.bytesMax();
    }

    /**
     * Begins a partition.
     *
     * @param newRangeDeletions all of the partition's
     */
    void begin(byte[] newKey, long newToken, @Nullable Row newHeader, List<Entry> newRangeDeletions) {
        key = newKey;
        token = newToken;
        settled = times.settled(table.id(), token);
        lowestSettled = Math.min(lowestSettled, settled);
        sweep = Shadow.of(newHeader, newRangeDeletions);
        Row settledHeader = newHeader == null
                ? null
                : Settling.view(EntryKind.HEADER, newHeader, table.conflicts(), settled, sweep.partitionDeletedUpTo());
        header = settledHeader == null ? null : new Entry(RowKey.header(table.id(), token, key), settledHeader);
        rangeDeletions = settled(newRangeDeletions);
        shadow = settled <= 0 ? sweep : Shadow.of(settledHeader, rangeDeletions);
        statics = settledHeader == null || table.statics().isEmpty()
                ? null
                : VisibleRow.of(table, NO_CLUSTERING, settledHeader, shadow.partitionDeletedUpTo(), query.nowSeconds());
        headKept = false;
        rowsHere = resumed() == null ? 0 : resumed().rowsOfPartition();
        if (header != null) {
            count(header);
        }
        for (Entry deletion : rangeDeletions) {
            count(deletion);
        }
        if (keepsAll) {
            keepHead();
        }
    }

    private List<Entry> settled(List<Entry> deletions) {
        if (settled <= 0 || deletions.isEmpty()) {
            return deletions;
        }
        List<Entry> left = new ArrayList<>();
        for (Entry deletion : deletions) {
            Row row = Settling.settle(EntryKind.RANGE_DELETION, deletion.row(), table.conflicts(), settled);
            if (row != null) {
                left.add(new Entry(deletion.key(), row));
            }
        }
        return left;
    }

    private @Nullable ResumePoint resumed() {
        ResumePoint after = query.after();
        return after != null && after.token() == token && Arrays.equals(after.partitionKey(), key) ? after : null;
    }

    /** Takes the next row of the partition; false if no more of this partition are wanted. */
    boolean row(RowKey rowKey, Row stored) {
        byte[] clustering = rowKey.clustering();
        Row row = Settling.view(EntryKind.ROW, stored, table.conflicts(), settled, sweep.deletedUpTo(clustering));
        if (row == null) {
            return true; // purged soon, and at other replicas perhaps already
        }
        Entry entry = new Entry(rowKey, row);
        count(entry);
        VisibleRow visible = VisibleRow.of(table, clustering, row, shadow.deletedUpTo(clustering), query.nowSeconds());
        boolean matches = visible != null && query.filter().matches(table, key, statics, visible);
        if (keepsAll) {
            kept.add(entry);
        } else if (matches && mode == ReadMode.DATA) {
            keepHead();
            kept.add(entry);
        } else {
            omitted = true;
        }
        if (matches) {
            rowsHere++;
            rowsLeft--;
        }
        if (rowsLeft <= 0 || isFull()) {
            end = new ResumePoint(key, token, clustering, 0);
            return false;
        }
        return mode == ReadMode.FULL || rowsHere < query.perPartitionLimit();
    }

    /** Ends the partition, whether all its rows were taken or {@link #row} has said that no more are wanted. */
    void end() {
        if (end != null) {
            return;
        }
        if (rowsHere == 0 && statics != null && query.filter().matches(table, key, statics, null)) {
            keepHead();
            rowsLeft--;
        }
        if (!headKept && (header != null || !rangeDeletions.isEmpty())) {
            omitted = true;
        }
        if (rowsLeft <= 0 || isFull()) {
            end = new ResumePoint(key, token, null, 0);
        }
    }

    /** Whether the scan is over, be there more partitions or not. */
    boolean isOver() {
        return end != null;
    }

    /** What was found. The end of the only partition of a query is no place to go on from: all was scanned. */
    ReadReply reply(boolean counts) {
        ResumePoint last = end;
        if (last != null && last.clustering() == null && query.target() instanceof Partitions.One) {
            last = null;
        }
        boolean whole = keepsAll && !omitted;
        return new ReadReply(
                counts,
                new VersionSum(cells, vectors),
                last,
                whole,
                kept,
                lowestSettled == Long.MAX_VALUE ? 0 : lowestSettled);
    }

    private void count(Entry entry) {
        VersionSum sum = VersionSum.of(entry.key(), entry.row());
        cells += sum.cells();
        vectors += sum.vectors();
        entriesLeft--;
        bytesLeft -= entry.row().weightBytes();
    }

    private boolean isFull() {
        return entriesLeft <= 0 || bytesLeft <= 0;
    }

    private void keepHead() {
        if (headKept || mode == ReadMode.VERSIONS) {
            return;
        }
        headKept = true;
        if (header != null) {
            kept.add(header);
        }
        kept.addAll(rangeDeletions);
    }
}
