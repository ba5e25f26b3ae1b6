package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * How far this node and its co-replicas are the same.
 *
 * @param counting whether the sums are being counted from the rows, after an unclean stop; no exchange runs meanwhile
 * @param sumBytes memory of the sums, about
 * @param running exchanges under way that this node began
 * @param urgent ranges and replicas that something is known to be missing for
 * @param rowsRead rows that exchanges have read since the start
 * @param oldestMs how long ago the range that waits longest was found, or made, equal with a replica; -1 if one never was since the start
 * @param sum of the hashes of all rows of this node, in hexadecimal: equal on two nodes that hold the same rows
 * @param ranges each range with each co-replica
 * @param tables each table of which this node holds rows
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AntiEntropyStatus(
        boolean counting,
        long sumBytes,
        int running,
        int urgent,
        long rowsRead,
        long oldestMs,
        String sum,
        List<Range> ranges,
        List<Table> tables) {
    /** Where there is no anti-entropy. */
    public static final AntiEntropyStatus NONE = new AntiEntropyStatus(false, 0, 0, 0, 0, 0, "0", List.of(), List.of());

    /**
     * One table.
     *
     * @param oldestMs how long ago its range that waits longest was found, or made, equal with a replica; -1 if one never was since the start
     * @param rowsRepaired rows of it that exchanges which this node began have carried, both ways, since the start
     * @param bytesRepaired of those rows
     * @param settledMs up to which time all of its rows on this node are settled, in ms since 1970: deletions from before are purged; 0 if nothing is
     * @param tombstones how many deletions wait on this node to be purged, about
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Table(
            String keyspace,
            String table,
            long oldestMs,
            long rowsRepaired,
            long bytesRepaired,
            long settledMs,
            long tombstones) {}

    /**
     * One range with one co-replica.
     *
     * @param keyspace the first of the keyspaces that are replicated alike: they are exchanged together
     * @param start token, itself outside
     * @param end token, itself inside
     * @param peer the co-replica's id
     * @param ageMs how long ago they were last found, or made, equal; -1 if never since the start
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Range(String keyspace, String start, String end, String peer, long ageMs) {}
}
