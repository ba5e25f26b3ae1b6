package io.starlingdb.node.coordinator;

import io.starlingdb.node.data.ColumnChange;
import io.starlingdb.node.data.Issuer;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.RowChange;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.TableSchema;

/**
 * Which writes are the same when they are issued twice, by two replicas.
 *
 * <p>On a {@code last_write_wins} table setting and deleting are, with the same timestamp. Not so counters, which would count twice, and changes of
 * lists by place, which would add twice. On a {@code siblings} table a second dot is a second sibling.
 */
final class Resending {
    private Resending() {}

    static boolean isHarmless(Mutation mutation, TableSchema table) {
        if (table.conflicts() != ConflictMode.LAST_WRITE_WINS) {
            return false;
        }
        for (RowChange row : mutation.rows()) {
            for (ColumnChange column : row.columns()) {
                boolean isHarmless = switch (column.op()) {
                    case SET, DELETE, DELETE_COLLECTION, REPLACE_COLLECTION -> true;
                    case COUNTER_ADD, LIST_APPEND, LIST_PREPEND, LIST_SET_AT, LIST_DELETE_AT, LIST_REMOVE -> false;
                };
                if (!isHarmless) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether what the mutation does to its rows does not depend on what they hold. */
    static boolean isBlind(Mutation mutation, TableSchema table) {
        for (RowChange row : mutation.rows()) {
            for (ColumnChange column : row.columns()) {
                boolean isBlind = switch (column.op()) {
                    case SET, DELETE, DELETE_COLLECTION, REPLACE_COLLECTION, LIST_APPEND, LIST_PREPEND -> true;
                    case COUNTER_ADD, LIST_SET_AT, LIST_DELETE_AT, LIST_REMOVE -> false;
                };
                if (!isBlind) {
                    return false;
                }
            }
        }
        return !Issuer.needsRows(mutation, table.conflicts());
    }

    /** The mutation with the client's timestamp, or else this one. */
    static Mutation withTimestamp(Mutation mutation, long timestamp) {
        return mutation.timestamp() != null
                ? mutation
                : new Mutation(
                        mutation.tableId(),
                        mutation.partitionKey(),
                        mutation.token(),
                        timestamp,
                        mutation.stampedAt(),
                        mutation.context(),
                        mutation.requestId(),
                        mutation.deletesPartition(),
                        mutation.rangeDeletions(),
                        mutation.rows());
    }
}
