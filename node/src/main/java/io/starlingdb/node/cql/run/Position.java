package io.starlingdb.node.cql.run;

import io.starlingdb.node.data.ResumePoint;
import org.jspecify.annotations.Nullable;

/**
 * How far a SELECT has come.
 *
 * @param key the partition that is being read, by its place among those that the statement names; 0 for a range of tokens
 * @param after where in it, or in the range, to go on; null at its beginning
 */
record Position(int key, @Nullable ResumePoint after) {
    static final Position START = new Position(0, null);
}
