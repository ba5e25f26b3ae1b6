package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * How the node's disk is.
 *
 * @param state WELL, SLOW (syncs fall behind, acknowledgements wait), FULL or FAILING (reads are served, writes refused)
 * @param usableBytes what it has left; -1 where it does not tell
 * @param reserveBytes below this writes are refused
 * @param failure why the last write or sync failed; empty if it did not
 */
@JsonNaming(SnakeCaseStrategy.class)
public record DiskStatus(String state, long usableBytes, long reserveBytes, String failure) {
    /** Of a node that says nothing. */
    static final DiskStatus UNKNOWN = new DiskStatus("WELL", -1, 0, "");
}
