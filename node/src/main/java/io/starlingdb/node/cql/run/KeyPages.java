package io.starlingdb.node.cql.run;

import io.starlingdb.node.coordinator.ReadResult;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.ring.Partitioner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Several partitions that the statement names ({@code IN}), in their order. Up to {@link #FAN_OUT} of them are read at once;
 * what a page has no room for is thrown away and read again with the next one.
 */
record KeyPages(List<byte[]> keys, QueryTemplate template, Reads reads) implements Pages {

    /** How many partitions one statement reads at the same time. */
    static final int FAN_OUT = 16;

    @Override
    public CompletableFuture<Page> next(Position from, int rows) {
        int end = Math.min(keys.size(), from.key() + FAN_OUT);
        List<CompletableFuture<ReadResult>> reading = new ArrayList<>(end - from.key());
        for (int i = from.key(); i < end; i++) {
            byte[] key = keys.get(i);
            ResumePoint after = i == from.key() ? from.after() : null;
            reading.add(reads.read(
                    template.query(new Partitions.One(key, Partitioner.token(key)), after, rows),
                    template.deadline().options()));
        }
        return CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new))
                .thenApply(all -> page(from, end, reading, rows));
    }

    private Page page(Position from, int end, List<CompletableFuture<ReadResult>> read, int rows) {
        List<Part> parts = new ArrayList<>();
        int found = 0;
        for (int i = from.key(); i < end; i++) {
            ReadResult result = read.get(i - from.key()).join();
            for (PartitionRows partition : result.partitions()) {
                parts.add(new Part(i, partition));
                found += Math.max(1, partition.rows().size());
            }
            ResumePoint more = result.more();
            if (more != null) {
                return new Page(parts, new Position(i, more));
            }
            if (found >= rows && i + 1 < keys.size()) {
                return new Page(parts, new Position(i + 1, null));
            }
        }
        return new Page(parts, end < keys.size() ? new Position(end, null) : null);
    }
}
