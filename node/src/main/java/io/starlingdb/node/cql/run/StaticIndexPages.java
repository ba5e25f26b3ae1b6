package io.starlingdb.node.cql.run;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.FoundKeys;
import io.starlingdb.node.cql.plan.Restrictions;
import io.starlingdb.node.data.IndexQuery;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.data.RowKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Partitions that an index of a static column finds: first the keys of their headers, then, one after the other, the partitions themselves, read at
 * the statement's level and tested with all its conditions.
 */
record StaticIndexPages(
        Restrictions.Lookup lookup, TokenRange range, QueryTemplate template, Reads reads, DataAccess data)
        implements Pages {
    /** How many partitions are looked for at a time. */
    private static final int KEYS_MAX = 16;

    @Override
    public CompletableFuture<Page> next(Position from, int rows) {
        ResumePoint after = from.after();
        IndexQuery query = new IndexQuery(
                template.tableId(),
                lookup.indexId(),
                range,
                lookup.values(),
                after == null ? null : start(after),
                Math.max(1, Math.min(rows, KEYS_MAX)));
        return data.find(query, template.deadline().options()).thenCompose(found -> read(after, found, rows));
    }

    /** A partition that was begun is found again. */
    private byte[] start(ResumePoint after) {
        return after.clustering() == null
                ? RowKey.partitionEnd(template.tableId(), after.token(), after.partitionKey())
                : RowKey.header(template.tableId(), after.token(), after.partitionKey())
                        .bytes();
    }

    private CompletableFuture<Page> read(@Nullable ResumePoint begun, FoundKeys found, int rows) {
        Deque<RowKey> left = new ArrayDeque<>(found.keys());
        List<Part> parts = new ArrayList<>();
        Position[] more = {null};
        return AsyncLoop.whileTrue(() -> {
                    RowKey key = left.poll();
                    if (key == null) {
                        return CompletableFuture.completedFuture(false);
                    }
                    int wanted = rows - count(parts);
                    return partition(begun, key, wanted).thenApply(page -> {
                        parts.addAll(page.parts());
                        more[0] = page.more();
                        if (more[0] == null && count(parts) >= rows && !isLast(left, found)) {
                            more[0] = behind(key);
                        }
                        return more[0] == null;
                    });
                })
                .thenApply(done -> new Page(parts, more[0] == null ? behind(found) : more[0]));
    }

    private static boolean isLast(Deque<RowKey> left, FoundKeys found) {
        return left.isEmpty() && found.from() == null;
    }

    private CompletableFuture<Page> partition(@Nullable ResumePoint begun, RowKey key, int rows) {
        boolean goesOn = begun != null
                && begun.clustering() != null
                && java.util.Arrays.equals(begun.partitionKey(), key.partitionKey());
        return new TargetPages(new Partitions.One(key.partitionKey(), key.token()), template, reads)
                .next(goesOn ? new Position(0, begun) : Position.START, rows);
    }

    /** Behind all that was found; null at the end. */
    private static @Nullable Position behind(FoundKeys found) {
        List<RowKey> keys = found.keys();
        byte[] from = found.from();
        if (from == null) {
            return null;
        }
        RowKey last = keys.isEmpty() ? RowKey.decode(from) : keys.get(keys.size() - 1);
        return behind(last);
    }

    private static Position behind(RowKey key) {
        return new Position(0, new ResumePoint(key.partitionKey(), key.token(), null, 0));
    }

    private static int count(List<Part> parts) {
        int rows = 0;
        for (Part part : parts) {
            rows += Math.max(1, part.rows().rows().size());
        }
        return rows;
    }
}
