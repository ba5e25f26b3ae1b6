package io.starlingdb.node.cql.run;

/**
 * What a SELECT may find before its client, and the log, are warned.
 *
 * @param deadEntries deleted rows and range deletions read for one page
 * @param partitionBytes read of one partition by one statement, page after page
 */
public record ReadThresholds(int deadEntries, long partitionBytes) {
    /** 1,000 and 100 MiB, Cassandra's. */
    public static final ReadThresholds DEFAULTS = new ReadThresholds(1_000, 100L << 20);
}
