package io.starlingdb.node.replica;

/**
 * Whatever on this node holds written data, or has it in flight, outside exchanges: writes that it coordinates, read repairs, hints, logged
 * batches, streams. The node's low-water mark stays below what its holders tell. Asked on the loop, often: must answer at once.
 */
public interface StampHolder {
    /** What to tell when nothing is held. */
    long NOTHING = Long.MAX_VALUE;

    /**
     * At most the lowest stamp of any dot that is held, in µs; {@link #NOTHING} when nothing is. A holder tells of a dot before it lets go of
     * the loop's turn in which it took it over, and until whoever gets it next has it durably, or refuses it.
     */
    long lowestStamp();
}
