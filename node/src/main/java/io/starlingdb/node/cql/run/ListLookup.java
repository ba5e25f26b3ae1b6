package io.starlingdb.node.cql.run;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.data.Cell;
import io.starlingdb.node.data.ColumnChange;
import io.starlingdb.node.data.ColumnChange.Op;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.RowChange;
import io.starlingdb.node.data.VisibleRow;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableSchema;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the elements of lists that writes name by their index or value, by reads at the level of the write, one after the other. The writes
 * then name them by path: what they do no longer depends on what the replica that issues them happens to hold.
 */
final class ListLookup {
    private final DataAccess data;
    private final Schema schema;
    private final Deadline deadline;

    ListLookup(DataAccess data, Schema schema, Deadline deadline) {
        this.data = data;
        this.schema = schema;
        this.deadline = deadline;
    }

    /** The mutations with elements named by path, without those that then change nothing; fails with {@code INVALID} where there is no such index. */
    static CompletableFuture<List<Mutation>> resolved(
            List<Mutation> mutations, ConsistencyLevel level, DataAccess data, Schema schema, Deadline deadline) {
        if (mutations.stream().noneMatch(ListLookup::isNeeded)) {
            return CompletableFuture.completedFuture(mutations);
        }
        if (level == ConsistencyLevel.ANY) {
            throw StarlingException.invalid(
                    "Write operation require a read but consistency ANY is not supported on reads");
        }
        return new ListLookup(data, schema, deadline).resolved(mutations);
    }

    private static boolean isNeeded(Mutation mutation) {
        for (RowChange row : mutation.rows()) {
            if (isNeeded(row)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNeeded(RowChange row) {
        for (ColumnChange change : row.columns()) {
            if (isByPlace(change)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isByPlace(ColumnChange change) {
        return switch (change.op()) {
            case LIST_SET_AT, LIST_DELETE_AT, LIST_REMOVE -> true;
            case SET, DELETE, DELETE_COLLECTION, REPLACE_COLLECTION, COUNTER_ADD, LIST_APPEND, LIST_PREPEND -> false;
        };
    }

    private CompletableFuture<List<Mutation>> resolved(List<Mutation> mutations) {
        List<Mutation> done = new ArrayList<>(mutations.size());
        int[] next = {0};
        return AsyncLoop.whileTrue(() -> {
                    if (next[0] == mutations.size()) {
                        return CompletableFuture.completedFuture(false);
                    }
                    return resolved(mutations.get(next[0]++)).thenApply(mutation -> {
                        if (mutation != null) {
                            done.add(mutation);
                        }
                        return true;
                    });
                })
                .thenApply(all -> done);
    }

    private CompletableFuture<@Nullable Mutation> resolved(Mutation mutation) {
        TableSchema table = schema.table(mutation.tableId());
        if (table == null || !isNeeded(mutation)) {
            return CompletableFuture.completedFuture(mutation); // a table that is gone is told of by who writes
        }
        List<RowChange> rows = new ArrayList<>(mutation.rows().size());
        Mutation[] seeing = {mutation};
        int[] next = {0};
        return AsyncLoop.whileTrue(() -> {
                    if (next[0] == mutation.rows().size()) {
                        return CompletableFuture.completedFuture(false);
                    }
                    RowChange row = mutation.rows().get(next[0]++);
                    if (!isNeeded(row)) {
                        rows.add(row);
                        return CompletableFuture.completedFuture(true);
                    }
                    return read(mutation, row).thenApply(seen -> {
                        rows.add(byPath(row, seen, table));
                        if (seen != null && mayTakeContext(mutation, row, table)) {
                            seeing[0] = mutation.withContext(seen.context());
                        }
                        return true;
                    });
                })
                .thenApply(all -> WriteRun.effective(MutationMerge.withRows(seeing[0], rows)));
    }

    private CompletableFuture<@Nullable VisibleRow> read(Mutation mutation, RowChange row) {
        ReadQuery query = row.isStatic()
                ? ReadQuery.statics(
                        mutation.tableId(), mutation.partitionKey(), mutation.token(), deadline.nowSeconds())
                : ReadQuery.row(
                        mutation.tableId(),
                        mutation.partitionKey(),
                        mutation.token(),
                        row.clustering(),
                        deadline.nowSeconds());
        return data.read(query, deadline.options()).thenApply(result -> {
            for (PartitionRows partition : result.partitions()) {
                if (row.isStatic()) {
                    return partition.statics();
                }
                for (VisibleRow found : partition.rows()) {
                    return found;
                }
            }
            return null;
        });
    }

    /**
     * Whether the write may say that it has seen what was read, so that it replaces these elements whoever issues it. On a {@code siblings} table
     * that would let it replace the other columns that it sets, too, which its client did not ask for.
     */
    private static boolean mayTakeContext(Mutation mutation, RowChange row, TableSchema table) {
        boolean isAlone = mutation.context() == null
                && mutation.rows().size() == 1
                && mutation.rangeDeletions().isEmpty()
                && !mutation.deletesPartition();
        return isAlone
                && (table.conflicts() == ConflictMode.LAST_WRITE_WINS
                        || (!row.insertsMarker() && row.columns().stream().allMatch(ListLookup::isByPlace)));
    }

    private static RowChange byPath(RowChange row, @Nullable VisibleRow seen, TableSchema table) {
        List<ColumnChange> changes = new ArrayList<>(row.columns().size());
        for (ColumnChange change : row.columns()) {
            List<Cell> elements = seen == null ? List.of() : seen.collection(change.columnId());
            switch (change.op()) {
                case LIST_SET_AT -> {
                    byte[] path = pathAt(change, elements);
                    if (table.conflicts() == ConflictMode.SIBLINGS) { // where a value alone stands beside the old one
                        changes.add(new ColumnChange(change.columnId(), Op.DELETE, path, null));
                    }
                    changes.add(new ColumnChange(change.columnId(), Op.SET, path, change.value()));
                }
                case LIST_DELETE_AT ->
                    changes.add(new ColumnChange(change.columnId(), Op.DELETE, pathAt(change, elements), null));
                case LIST_REMOVE -> {
                    for (Cell element : elements) {
                        if (Arrays.equals(element.value(), change.value())) {
                            changes.add(new ColumnChange(change.columnId(), Op.DELETE, element.path(), null));
                        }
                    }
                }
                case SET, DELETE, DELETE_COLLECTION, REPLACE_COLLECTION, COUNTER_ADD, LIST_APPEND, LIST_PREPEND ->
                    changes.add(change);
            }
        }
        return new RowChange(
                row.isStatic(), row.clustering(), row.insertsMarker(), row.removal(), row.ttlSeconds(), changes);
    }

    private static byte @Nullable [] pathAt(ColumnChange change, List<Cell> elements) {
        byte[] index = change.path();
        if (index == null || index.length != Integer.BYTES) {
            throw StarlingException.invalid("A list's element is named by an index");
        }
        int wanted = ByteBuffer.wrap(index).getInt();
        if (wanted < 0 || wanted >= elements.size()) {
            throw new StarlingException(
                    ErrorCode.INVALID,
                    "List index " + wanted + " out of bound, list has size " + elements.size(),
                    Map.of("index", wanted, "size", elements.size()));
        }
        return elements.get(wanted).path();
    }
}
