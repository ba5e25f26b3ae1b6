package io.starlingdb.node.data;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.version.Dot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Turns what a client asks for into a stamped write: gives it a dot, a timestamp, the interval that it extends and what its
 * writer had seen. Pure; runs on a replica of the partition, beside what that replica holds.
 */
public final class Issuer {
    /** The most values that one cell of a {@code siblings} table may come to hold side by side by a write. */
    public static final int SIBLINGS_MAX = 100;

    /** The most rows that one partition or range deletion may remove on a {@code siblings} table. */
    public static final int REMOVED_ROWS_MAX = 1_000;

    private Issuer() {}

    /** The entries that issuing this mutation reads, in the order of their keys. */
    public static List<RowKey> reads(Mutation mutation, ConflictMode mode) {
        TreeSet<RowKey> keys = new TreeSet<>();
        if (mutation.deletesPartition() || leavesRangeDeletions(mutation, mode)) {
            keys.add(mutation.headerKey());
        }
        if (mode == ConflictMode.LAST_WRITE_WINS) {
            for (Slice slice : mutation.rangeDeletions()) {
                keys.add(RowKey.rangeDeletion(mutation.tableId(), mutation.token(), mutation.partitionKey(), slice));
            }
        }
        for (RowChange change : mutation.rows()) {
            keys.add(mutation.keyOf(change));
        }
        return List.copyOf(keys);
    }

    private static boolean leavesRangeDeletions(Mutation mutation, ConflictMode mode) {
        return mode == ConflictMode.LAST_WRITE_WINS
                && !mutation.rangeDeletions().isEmpty();
    }

    /** Whether issuing this mutation also needs all rows of the slices that it deletes. */
    public static boolean needsRows(Mutation mutation, ConflictMode mode) {
        return mode == ConflictMode.SIBLINGS
                && (mutation.deletesPartition() || !mutation.rangeDeletions().isEmpty());
    }

    /**
     * Stamps the mutation. The caller joins the answer into its own rows with {@link Join#issue} and sends it to the other
     * replicas.
     *
     * @param rows what this replica holds
     * @param actor this node
     * @param stamp a new stamp of this node's hybrid clock, above {@link Mutation#latestStamp}
     * @param life the stamp above which all stamps of this process life lie
     * @param nowSeconds the wall clock, seconds since 1970, for what is to expire
     * @throws StarlingException {@code INVALID} for a list index that does not exist; {@code TOO_LARGE} for one sibling too many
     *     or a deletion of too many rows on a {@code siblings} table
     */
    public static Delta issue(
            Mutation mutation, CurrentRows rows, ConflictMode mode, int actor, long stamp, long life, long nowSeconds) {
        Dot dot = new Dot(actor, stamp);
        Map<RowKey, EntryIssue> entries = new TreeMap<>();
        if (mutation.deletesPartition()) {
            if (mode == ConflictMode.LAST_WRITE_WINS) {
                entry(entries, mutation.headerKey(), rows, mutation, mode).deleteRow();
            } else {
                removeRows(Slice.ALL, entries, rows, mutation, mode);
                entry(entries, mutation.headerKey(), rows, mutation, mode).deleteRow();
            }
        }
        if (leavesRangeDeletions(mutation, mode)) {
            // Its dot alone: a partition without a header has no range deletions, which reads of single rows rely on.
            entry(entries, mutation.headerKey(), rows, mutation, mode);
        }
        for (Slice slice : mutation.rangeDeletions()) {
            if (mode == ConflictMode.LAST_WRITE_WINS) {
                RowKey key = RowKey.rangeDeletion(mutation.tableId(), mutation.token(), mutation.partitionKey(), slice);
                entry(entries, key, rows, mutation, mode).deleteRow();
            } else {
                removeRows(slice, entries, rows, mutation, mode);
            }
        }
        for (RowChange change : mutation.rows()) {
            entry(entries, mutation.keyOf(change), rows, mutation, mode).add(change);
        }
        long timestamp = timestamp(mutation, stamp, entries);
        List<RowDelta> deltas = new ArrayList<>(entries.size());
        for (Map.Entry<RowKey, EntryIssue> entry : entries.entrySet()) {
            deltas.add(new RowDelta(entry.getKey(), dot, entry.getValue().build(dot, timestamp, life, nowSeconds)));
        }
        return new Delta(dot, timestamp, deltas);
    }

    private static EntryIssue entry(
            Map<RowKey, EntryIssue> entries, RowKey key, CurrentRows rows, Mutation mutation, ConflictMode mode) {
        EntryIssue entry = entries.get(key);
        if (entry == null) {
            Row current = rows.get(key);
            entry = new EntryIssue(current == null ? Row.EMPTY : current, mutation, mode);
            entries.put(key, entry);
        }
        return entry;
    }

    private static void removeRows(
            Slice slice, Map<RowKey, EntryIssue> entries, CurrentRows rows, Mutation mutation, ConflictMode mode) {
        List<RowKey> keys = rows.rowsIn(slice);
        if (keys.size() > REMOVED_ROWS_MAX) {
            throw new StarlingException(
                    ErrorCode.TOO_LARGE,
                    "On a siblings table one deletion removes at most " + REMOVED_ROWS_MAX
                            + " rows; delete the rows in smaller ranges",
                    Map.of("max", REMOVED_ROWS_MAX));
        }
        for (RowKey key : keys) {
            entry(entries, key, rows, mutation, mode).deleteRow();
        }
    }

    /** The client's timestamp; else one that is not below the write's own stamp and above every cell that it overwrites. */
    private static long timestamp(Mutation mutation, long stamp, Map<RowKey, EntryIssue> entries) {
        Long asked = mutation.timestamp();
        if (asked != null) {
            return asked;
        }
        long timestamp = mutation.stampedAt() > 0 ? mutation.stampedAt() : stamp;
        for (EntryIssue entry : entries.values()) {
            timestamp = Math.max(timestamp, entry.lowestTimestamp());
        }
        return timestamp;
    }

    static StarlingException tooManySiblings() {
        return new StarlingException(
                ErrorCode.TOO_LARGE,
                "The cell holds " + SIBLINGS_MAX
                        + " siblings; read them and write the outcome back with the context of that read",
                Map.of("siblings", SIBLINGS_MAX));
    }
}
