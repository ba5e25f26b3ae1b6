package io.starlingdb.node.cql.run;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.FoundKeys;
import io.starlingdb.node.cql.plan.Restrictions;
import io.starlingdb.node.data.IndexQuery;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.data.VisibleRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Rows that an index finds: first their keys, then the rows themselves, read at the statement's level and tested with all its
 * conditions. Rows come in the order of their partitions' tokens, as in any scan.
 */
record IndexPages(Restrictions.Lookup lookup, TokenRange range, QueryTemplate template, DataAccess data)
        implements Pages {
    /** How many rows are looked for at a time. */
    private static final int KEYS_MAX = 200;

    @Override
    public CompletableFuture<Page> next(Position from, int rows) {
        IndexQuery query = new IndexQuery(
                template.tableId(),
                lookup.indexId(),
                range,
                lookup.values(),
                start(from.after()),
                Math.max(1, Math.min(rows, KEYS_MAX)));
        return data.find(query, template.deadline().options()).thenCompose(found -> read(from, found));
    }

    private byte @Nullable [] start(@Nullable ResumePoint after) {
        if (after == null) {
            return null;
        }
        byte[] clustering = after.clustering();
        if (clustering == null) {
            return RowKey.partitionEnd(template.tableId(), after.token(), after.partitionKey());
        }
        byte[] row = RowKey.row(template.tableId(), after.token(), after.partitionKey(), clustering)
                .bytes();
        return Arrays.copyOf(row, row.length + 1);
    }

    private CompletableFuture<Page> read(Position from, FoundKeys found) {
        Deque<List<RowKey>> partitions = new ArrayDeque<>();
        for (RowKey key : found.keys()) {
            List<RowKey> last = partitions.peekLast();
            if (last == null || !last.get(0).samePartition(key)) {
                last = new ArrayList<>();
                partitions.add(last);
            }
            last.add(key);
        }
        List<Part> parts = new ArrayList<>();
        return AsyncLoop.whileTrue(() -> readSome(from, partitions, parts))
                .thenApply(nothing -> new Page(parts, found.from() == null ? null : behind(from, found, parts)));
    }

    private CompletableFuture<Boolean> readSome(Position from, Deque<List<RowKey>> partitions, List<Part> parts) {
        List<CompletableFuture<List<PartitionRows>>> reading = new ArrayList<>();
        while (!partitions.isEmpty() && reading.size() < KeyPages.FAN_OUT) {
            List<RowKey> keys = partitions.remove();
            List<Slice> slices = new ArrayList<>();
            for (RowKey key : keys) {
                byte[] clustering = key.clustering();
                if (template.slices().stream().anyMatch(slice -> slice.contains(clustering))) {
                    slices.add(Slice.of(clustering));
                }
            }
            if (!slices.isEmpty()) {
                reading.add(readAll(one(keys.get(0)), slices, resume(from, keys.get(0)), List.of()));
            }
        }
        return CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    for (CompletableFuture<List<PartitionRows>> result : reading) {
                        for (PartitionRows partition : result.join()) {
                            if (!partition.rows().isEmpty()) {
                                parts.add(new Part(0, partition));
                            }
                        }
                    }
                    return !partitions.isEmpty();
                });
    }

    /** Reads rows of one partition, in as many answers as they need if they are large. */
    private CompletableFuture<List<PartitionRows>> readAll(
            Partitions partition, List<Slice> slices, @Nullable ResumePoint after, List<PartitionRows> before) {
        int had = before.isEmpty() ? 0 : before.get(0).rows().size();
        return data.read(
                        template.rows(partition, slices, after, slices.size() - had),
                        template.deadline().options())
                .thenCompose(result -> {
                    List<PartitionRows> all = joined(before, result.partitions());
                    boolean isCut = result.more() != null
                            && !all.isEmpty()
                            && all.get(0).rows().size() < slices.size();
                    return isCut
                            ? readAll(partition, slices, result.more(), all)
                            : CompletableFuture.completedFuture(all);
                });
    }

    private static List<PartitionRows> joined(List<PartitionRows> before, List<PartitionRows> next) {
        if (before.isEmpty() || next.isEmpty()) {
            return before.isEmpty() ? next : before;
        }
        PartitionRows first = before.get(0);
        List<VisibleRow> rows = new ArrayList<>(first.rows());
        rows.addAll(next.get(0).rows());
        return List.of(new PartitionRows(first.key(), first.token(), first.statics(), rows));
    }

    private static Partitions one(RowKey key) {
        return new Partitions.One(key.partitionKey(), key.token());
    }

    /** The place in the partition that was begun by the page before, for the limit per partition. */
    private static @Nullable ResumePoint resume(Position from, RowKey first) {
        ResumePoint after = from.after();
        return after != null && after.clustering() != null && Arrays.equals(after.partitionKey(), first.partitionKey())
                ? after
                : null;
    }

    /** Behind the last row that was looked at, whether or not it passed the filters. */
    private static Position behind(Position from, FoundKeys found, List<Part> parts) {
        if (found.keys().isEmpty()) {
            return from;
        }
        RowKey last = found.keys().get(found.keys().size() - 1);
        ResumePoint before = resume(from, last);
        int given = before == null ? 0 : before.rowsOfPartition();
        Part end = parts.isEmpty() ? null : parts.get(parts.size() - 1);
        if (end != null && Arrays.equals(end.rows().key(), last.partitionKey())) {
            given += end.rows().rows().size();
        }
        return new Position(0, new ResumePoint(last.partitionKey(), last.token(), last.clustering(), given));
    }
}
