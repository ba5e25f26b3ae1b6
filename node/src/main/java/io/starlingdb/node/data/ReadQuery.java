package io.starlingdb.node.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to read of one table.
 *
 * @param tableId the table
 * @param target which partitions
 * @param slices which rows of each, apart from each other and in storage order whichever way they are read; empty: static
 *     columns alone
 * @param reversed whether each partition's rows are read from the last to the first
 * @param rowLimit how many rows to answer at most, in all
 * @param perPartitionLimit how many rows of one partition to answer at most
 * @param filter what rows must meet
 * @param after where the last page ended; null for the first
 * @param nowSeconds the moment for which expiry is judged, seconds since 1970
 */
public record ReadQuery(
        int tableId,
        Partitions target,
        List<Slice> slices,
        boolean reversed,
        int rowLimit,
        int perPartitionLimit,
        RowFilter filter,
        @Nullable ResumePoint after,
        long nowSeconds) {
    /** No limit. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    public ReadQuery {
        slices = List.copyOf(slices);
    }

    /** A read of all rows of one partition. */
    public static ReadQuery partition(int tableId, byte[] key, long token, long nowSeconds) {
        return new ReadQuery(
                tableId,
                new Partitions.One(key, token),
                List.of(Slice.ALL),
                false,
                UNLIMITED,
                UNLIMITED,
                RowFilter.ALL,
                null,
                nowSeconds);
    }

    /** A read of one row, and the static columns of its partition. */
    public static ReadQuery row(int tableId, byte[] key, long token, byte[] clustering, long nowSeconds) {
        return new ReadQuery(
                tableId,
                new Partitions.One(key, token),
                List.of(Slice.of(clustering)),
                false,
                1,
                UNLIMITED,
                RowFilter.ALL,
                null,
                nowSeconds);
    }

    /** A read of the static columns of one partition. */
    public static ReadQuery statics(int tableId, byte[] key, long token, long nowSeconds) {
        return new ReadQuery(
                tableId,
                new Partitions.One(key, token),
                List.of(),
                false,
                1,
                UNLIMITED,
                RowFilter.ALL,
                null,
                nowSeconds);
    }
}
