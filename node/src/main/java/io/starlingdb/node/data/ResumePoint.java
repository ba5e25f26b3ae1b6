package io.starlingdb.node.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a read ended; the next one begins behind it.
 *
 * @param partitionKey the partition of the last row, in the routing form
 * @param token its token
 * @param clustering the last row's encoded clustering key; null if the partition was answered whole
 * @param rowsOfPartition how many rows of that partition were answered already, for a limit per partition
 */
public record ResumePoint(byte[] partitionKey, long token, byte @Nullable [] clustering, int rowsOfPartition) {
    @Override
    public boolean equals(Object other) {
        return other instanceof ResumePoint that
                && token == that.token
                && rowsOfPartition == that.rowsOfPartition
                && Arrays.equals(partitionKey, that.partitionKey)
                && Arrays.equals(clustering, that.clustering);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(partitionKey) + Arrays.hashCode(clustering);
    }

    @Override
    public String toString() {
        return "behind " + HexText.of(partitionKey) + " at " + token
                + (clustering == null ? "" : ", row " + HexText.of(clustering));
    }
}
