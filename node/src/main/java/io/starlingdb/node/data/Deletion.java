package io.starlingdb.node.data;

import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;

/**
 * The deletion of everything with a timestamp up to and including its own: of a row, or of a partition (in a header entry) or
 * a range (in a range deletion's entry). Only {@code last_write_wins} tables have these.
 *
 * @param dot the write that made it
 * @param timestamp what it competes with, in µs
 * @param history what its write had seen (see {@link Cell#history}); not part of equality
 */
public record Deletion(Dot dot, long timestamp, VersionVector history) {

    public Deletion(Dot dot, long timestamp) {
        this(dot, timestamp, VersionVector.EMPTY);
    }

    /** Whether this deletion removes something with this timestamp: a deletion wins ties. */
    public boolean covers(long otherTimestamp) {
        return otherTimestamp <= timestamp;
    }

    /** Whether it wins over the other: by timestamp, then by dot. */
    boolean beats(Deletion other) {
        return timestamp != other.timestamp ? timestamp > other.timestamp : dot.compareTo(other.dot) > 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Deletion that && dot.equals(that.dot) && timestamp == that.timestamp;
    }

    @Override
    public int hashCode() {
        return dot.hashCode();
    }

    @Override
    public String toString() {
        return "deleted up to " + timestamp + " by " + dot;
    }
}
