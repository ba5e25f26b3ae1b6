package io.starlingdb.node.sync;

import java.util.List;

/**
 * What anti-entropy does now, for operators.
 *
 * @param counting whether the sums are being counted from the rows; no exchange runs meanwhile
 * @param counted rows counted since the start
 * @param sumBytes memory of the sums, about
 * @param running exchanges under way
 * @param urgent exchanges that something is known to be missing for
 * @param rowsRead rows that exchanges have read since the start
 * @param ranges each range with each co-replica
 * @param tables each table of which this node holds rows
 */
public record SyncState(
        boolean counting,
        long counted,
        long sumBytes,
        int running,
        int urgent,
        long rowsRead,
        List<Range> ranges,
        List<Table> tables) {
    /** How long ago the range that waits longest was found, or made, equal with a replica, in ms; -1 if one never was since the start. */
    public long oldestMs() {
        long oldest = 0;
        for (Range range : ranges) {
            oldest = older(oldest, range.ageMs());
        }
        return oldest;
    }

    /** The greater of two ages; -1, which stands for never, is greater than any. */
    static long older(long one, long other) {
        return one < 0 || other < 0 ? -1 : Math.max(one, other);
    }

    /**
     * One table.
     *
     * @param tableId its id
     * @param oldestMs how long ago its range that waits longest was found, or made, equal with a replica; -1 if one never was since the start
     * @param rowsRepaired rows of it that exchanges which this node began have carried, both ways, since the start
     * @param bytesRepaired of those rows
     * @param settledMs up to which time all of its rows here are settled, in ms since 1970; 0 if nothing is
     * @param tombstones how many deletions wait here to be purged, about
     */
    public record Table(
            int tableId, long oldestMs, long rowsRepaired, long bytesRepaired, long settledMs, long tombstones) {}

    /**
     * One range with one co-replica.
     *
     * @param keyspace the first of the keyspaces that are replicated alike
     * @param start {@code (start, end]}
     * @param end {@code (start, end]}
     * @param peer the co-replica's id
     * @param ageMs how long ago they were last found, or made, equal; -1 if never since the start
     */
    public record Range(String keyspace, long start, long end, String peer, long ageMs) {}
}
