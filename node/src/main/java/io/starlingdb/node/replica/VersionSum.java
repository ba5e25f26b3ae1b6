package io.starlingdb.node.replica;

import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowHash;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.version.VersionVector;

/**
 * The versions of many entries in two numbers: the sum of their hashes, and the sum of their vectors' hashes. Two replicas with equal sums
 * hold the same cells and have joined the same writes, but for a chance of one in 2^64.
 *
 * <p>The hash alone would not do for reads. It does not cover tombstones, so a replica that has joined a deletion looks the same as one that
 * never had the cell. A client that was told "deleted" by the first must not be told the old value by the second and a third, and that is
 * avoided only if the first read notices, and repairs, that the second lacks the deletion.
 *
 * @param cells the sum of the entries' {@link RowHash} totals
 * @param vectors the sum of a hash of each entry's key and vector
 */
public record VersionSum(long cells, long vectors) {
    /** Of nothing. */
    public static final VersionSum ZERO = new VersionSum(0, 0);

    /** The sum over one entry; {@link #ZERO} if nothing was ever there. */
    static VersionSum of(RowKey key, Row row) {
        VersionVector vector = row.vector();
        long hash = key.hashCode();
        for (int i = 0; i < vector.size(); i++) {
            hash = mix(hash, vector.actorAt(i));
            hash = mix(hash, vector.afterAt(i));
            hash = mix(hash, vector.toAt(i));
        }
        return new VersionSum(RowHash.of(key, row).total(), vector.isEmpty() ? 0 : mix(hash, vector.size()));
    }

    VersionSum plus(VersionSum other) {
        return new VersionSum(cells + other.cells, vectors + other.vectors);
    }

    /** The finalizer of splitmix64 over both. */
    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
