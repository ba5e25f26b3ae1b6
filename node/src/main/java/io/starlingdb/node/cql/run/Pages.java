package io.starlingdb.node.cql.run;

import io.starlingdb.node.data.PartitionRows;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The partitions that a SELECT reads, a page at a time. */
interface Pages {

    /**
     * Reads on.
     *
     * @param rows about how many rows to read; a page may be shorter or longer
     */
    CompletableFuture<Page> next(Position from, int rows);

    /**
     * A page.
     *
     * @param more where the next one begins; null at the end
     */
    record Page(List<Part> parts, @Nullable Position more) {}

    /**
     * What a page has of one partition.
     *
     * @param key the partition's place among those that the statement names; 0 in a range of tokens
     */
    record Part(int key, PartitionRows rows) {}
}
