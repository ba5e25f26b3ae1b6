package io.starlingdb.node.data;

import io.starlingdb.node.version.CausalContext;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks to change in one partition, before a replica has given it a dot ({@link Issuer}).
 *
 * @param tableId the table
 * @param partitionKey the key in the routing form
 * @param token the key's token
 * @param timestamp the client's timestamp in µs ({@code USING TIMESTAMP}, drivers); null to let the server choose
 * @param stampedAt the hybrid clock stamp with which the first node fixed this write, so that it is one write however often it
 *     is forwarded; 0 while none has. Without a client's timestamp it is what the cells compete with
 * @param context what the writer had seen; null if it did not say
 * @param requestId tells this request from others, whichever node it reaches
 * @param deletesPartition whether everything in the partition is deleted, before the rest of this mutation
 * @param rangeDeletions ranges of rows to delete
 * @param rows changes of rows and of static columns
 */
public record Mutation(
        int tableId,
        byte[] partitionKey,
        long token,
        @Nullable Long timestamp,
        long stampedAt,
        @Nullable CausalContext context,
        long requestId,
        boolean deletesPartition,
        List<Slice> rangeDeletions,
        List<RowChange> rows) {

    public Mutation {
        rangeDeletions = List.copyOf(rangeDeletions);
        rows = List.copyOf(rows);
    }

    /** The same, fixed by the first node that took it. */
    public Mutation stampedAt(long stamp) {
        return new Mutation(
                tableId,
                partitionKey,
                token,
                timestamp,
                stamp,
                context,
                requestId,
                deletesPartition,
                rangeDeletions,
                rows);
    }

    /** The same, of a writer that had seen this. */
    public Mutation withContext(CausalContext seen) {
        return new Mutation(
                tableId,
                partitionKey,
                token,
                timestamp,
                stampedAt,
                seen,
                requestId,
                deletesPartition,
                rangeDeletions,
                rows);
    }

    /** The highest stamp that it tells of, 0 for none: the issuing node's clock has to be above it. */
    public long latestStamp() {
        return context == null
                ? stampedAt
                : Math.max(stampedAt, Math.max(0, context.vector().highest()));
    }

    /** Whether it adds to a counter: such a write is not sent again when its outcome is unknown. */
    public boolean addsToCounter() {
        for (RowChange row : rows) {
            for (ColumnChange change : row.columns()) {
                if (change.op() == ColumnChange.Op.COUNTER_ADD) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The key of the partition's header. */
    public RowKey headerKey() {
        return RowKey.header(tableId, token, partitionKey);
    }

    /** The key of the entry that this change of the mutation is about. */
    public RowKey keyOf(RowChange change) {
        return change.isStatic() ? headerKey() : RowKey.row(tableId, token, partitionKey, change.clustering());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mutation that
                && tableId == that.tableId
                && Arrays.equals(partitionKey, that.partitionKey)
                && token == that.token
                && Objects.equals(timestamp, that.timestamp)
                && stampedAt == that.stampedAt
                && Objects.equals(context, that.context)
                && requestId == that.requestId
                && deletesPartition == that.deletesPartition
                && rangeDeletions.equals(that.rangeDeletions)
                && rows.equals(that.rows);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(partitionKey) + Long.hashCode(requestId);
    }

    @Override
    public String toString() {
        return "Mutation of table " + tableId + ", key " + HexText.of(partitionKey) + ", token " + token
                + (timestamp == null ? "" : ", timestamp " + timestamp)
                + (stampedAt == 0 ? "" : ", stamped " + stampedAt)
                + (context == null ? "" : ", has seen " + context.vector())
                + (deletesPartition ? ", partition deleted" : "")
                + (rangeDeletions.isEmpty() ? "" : ", deleted " + rangeDeletions)
                + " " + rows;
    }
}
