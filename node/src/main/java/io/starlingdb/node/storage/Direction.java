package io.starlingdb.node.storage;

/** Which way a cursor walks. */
public enum Direction {
    /** From the smallest key to the largest. */
    FORWARD,
    /** From the largest key to the smallest. */
    BACKWARD
}
