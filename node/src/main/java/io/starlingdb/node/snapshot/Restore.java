package io.starlingdb.node.snapshot;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.coordinator.RequestOptions;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.RowFilter;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Consistency;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.storage.EngineCursor;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.StoredCopy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Restores tables from the snapshots of a cluster's nodes into this cluster, whatever its size: what is there of the name is replaced, or nothing is done.
 *
 * <p>It is never joined into what is there: a deletion since the snapshot may have left no trace, and its row would come back. So a table gets a new id first (as TRUNCATE gives it one),
 * which needs {@code replace} if it has rows. Rows become visible as they are written; one that breaks off is repeated from the beginning. Loop only, but for the reading.
 */
public final class Restore {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final RestoreFoundation on;

    public Restore(RestoreFoundation on) {
        this.on = on;
    }

    /** What was found on the disk. */
    private record Found(SnapshotSet set, List<TableSchema> tables) {}

    /**
     * Begins one.
     *
     * @param steps hears on the loop
     * @param doing hears on the loop what is done now
     * @return fails with SnapshotException or StarlingException, a sentence for the operator
     */
    public CompletableFuture<RestoreReport> begin(RestoreOrder order, Steps steps, Consumer<String> doing) {
        doing.accept("verifying");
        Steps onLoop = (done, total, unit) -> on.loop().execute(() -> steps.at(done, total, unit));
        return onReader(() -> find(order, onLoop)).thenCompose(found -> {
            doing.accept("looking at the tables");
            return requireEmpty(order, found.tables()).thenCompose(seen -> change(order, found, seen, steps, doing));
        });
    }

    private static Found find(RestoreOrder order, Steps steps) {
        SnapshotSet set = SnapshotSet.in(order.from());
        List<TableSchema> tables = set.tables(order.scope());
        if (tables.isEmpty()) {
            throw new SnapshotException("The snapshot has no tables");
        }
        if (!order.partial()) {
            set.requireComplete(tables);
        }
        set.requireSound(Steps.paced(steps));
        return new Found(set, tables);
    }

    /** The ids of the tables that exist and are empty, by name. */
    private CompletableFuture<Map<String, Integer>> requireEmpty(RestoreOrder order, List<TableSchema> tables) {
        Map<String, Integer> seen = new TreeMap<>();
        CompletableFuture<Map<String, Integer>> all = CompletableFuture.completedFuture(seen);
        if (order.replace()) {
            return all;
        }
        Schema schema = on.record().current().schema();
        for (TableSchema wanted : tables) {
            TableSchema present = schema.table(wanted.keyspace(), wanted.name());
            if (present != null) {
                all = all.thenCompose(nothing -> on.data()
                        .read(
                                firstRow(present.id()),
                                RequestOptions.at(Consistency.QUORUM).withTimeoutNanos(LOOK_NANOS))
                        .thenApply(result -> {
                            if (!result.partitions().isEmpty()) {
                                throw new StarlingException(
                                        ErrorCode.CONFLICT,
                                        "Table " + present + " has rows. A snapshot is never mixed into them: what was"
                                                + " deleted since would come back. TRUNCATE the table first, restore"
                                                + " into another cluster, or throw away what it holds now with"
                                                + " --replace");
                            }
                            seen.put(present.toString(), present.id());
                            return seen;
                        }));
            }
        }
        return all;
    }

    private ReadQuery firstRow(int tableId) {
        return new ReadQuery(
                tableId,
                new Partitions.InRange(TokenRange.WHOLE),
                List.of(Slice.ALL),
                false,
                1,
                ReadQuery.UNLIMITED,
                RowFilter.ALL,
                null,
                TimeUnit.MICROSECONDS.toSeconds(on.time().wallMicros()));
    }

    private CompletableFuture<RestoreReport> change(
            RestoreOrder order, Found found, Map<String, Integer> seen, Steps steps, Consumer<String> doing) {
        RestoredSchema change = new RestoredSchema(
                found.set().record().schema(), found.tables(), seen, order.replace(), order.replicationFactor());
        return on.record()
                .change(change)
                .thenCompose(changed -> on.record()
                        .knownByAll(changed, member -> on.membership().liveness(member) != Liveness.DEAD))
                .thenCompose(changed -> write(found, changed, change.actor(), steps, doing));
    }

    private CompletableFuture<RestoreReport> write(
            Found found, ClusterRecord changed, int actor, Steps steps, Consumer<String> doing) {
        Tally tally = new Tally(steps);
        return tables(found, found.tables().iterator(), changed.schema(), actor, tally, doing)
                .thenApply(nothing -> {
                    doing.accept(tally.rows + " rows of " + found.tables().size() + " tables");
                    return new RestoreReport(
                            found.set().parts().get(0).manifest().name(),
                            found.set().parts().size(),
                            found.tables().stream().map(Object::toString).toList(),
                            tally.rows,
                            tally.unreadable);
                });
    }

    private CompletableFuture<Boolean> tables(
            Found found, Iterator<TableSchema> left, Schema schema, int actor, Tally tally, Consumer<String> doing) {
        if (!left.hasNext()) {
            return CompletableFuture.completedFuture(true);
        }
        TableSchema table = left.next();
        TableSchema made = schema.requireTable(table.keyspace(), table.name());
        return onReader(() -> Opened.open(on, found.set(), table))
                .thenCompose(opened -> {
                    RestoreRun run = new RestoreRun(on, opened.rows(), made.id(), actor, (rows, token) -> {
                        tally.add(rows);
                        // Rows come in the order of their tokens, so the place on the ring says how much is done.
                        double share = token / 0x1p64 + 0.5;
                        doing.accept(table + " " + Math.round(share * 100) + " %");
                    });
                    return run.start().handle((rows, failure) -> {
                        tally.unreadable += opened.rows().unreadable();
                        on.reading().execute(opened::close);
                        if (failure != null) {
                            throw failure instanceof RuntimeException known
                                    ? known
                                    : new SnapshotException(String.valueOf(failure.getMessage()), failure);
                        }
                        return rows;
                    });
                })
                .thenCompose(rows -> tables(found, left, schema, actor, tally, doing));
    }

    private <T> CompletableFuture<T> onReader(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        on.reading().execute(() -> {
            try {
                T value = work.get();
                on.loop().execute(() -> result.complete(value));
            } catch (RuntimeException e) {
                on.loop().execute(() -> result.completeExceptionally(e));
            }
        });
        return result;
    }

    /** All snapshots of a table, opened. */
    private record Opened(MergedRows rows, List<EngineCursor> cursors, List<StoredCopy> copies) {
        static Opened open(RestoreFoundation on, SnapshotSet set, TableSchema table) {
            List<StoredCopy> copies = new ArrayList<>();
            List<EngineCursor> cursors = new ArrayList<>();
            List<MergedRows.Source> sources = new ArrayList<>();
            boolean done = false;
            try {
                KeyRange range = KeyRange.between(RowKey.tableStart(table.id()), RowKey.tableEnd(table.id()));
                for (SnapshotSet.Part part : set.parts()) {
                    StoredCopy copy = on.opener().apply(part.folder().data());
                    copies.add(copy);
                    EngineCursor cursor = copy.cursor(range);
                    cursors.add(cursor);
                    sources.add(new MergedRows.Source(cursor, part.owned(table), part.settled(table)));
                }
                Opened opened = new Opened(new MergedRows(sources, table.conflicts()), cursors, copies);
                done = true;
                return opened;
            } finally {
                if (!done) {
                    cursors.forEach(EngineCursor::close);
                    copies.forEach(StoredCopy::close);
                }
            }
        }

        void close() {
            cursors.forEach(EngineCursor::close);
            copies.forEach(StoredCopy::close);
        }
    }

    private static final class Tally {
        private final Steps steps;
        private long rows;
        private long unreadable;

        Tally(Steps steps) {
            this.steps = steps;
        }

        void add(long more) {
            rows += more;
            steps.at(rows, 0, "rows");
        }
    }
}
