package io.starlingdb.sim;

/** What a world can do to its nodes. */
public enum FaultKind {
    /** A frame was lost. */
    DROP,
    /** A frame took far longer than usual, and with it all behind it. */
    DELAY,
    /** A frame arrived a second time. */
    DUPLICATE,
    /** A frame arrived after one of the same link and lane that was sent later. */
    REORDER,
    /** A frame was lost between two groups of nodes that cannot talk to each other. */
    PARTITION,
    /** A frame was lost from a node to one whose own frames do arrive. */
    PARTITION_ONE_WAY,
    /** A process was killed. */
    CRASH,
    /** A node lost its disk. */
    DISK_LOSS,
    /** An older copy of a node's disk was put back. */
    OLD_DISK,
    /** A crash took something with it that had been written but not synced. */
    UNSYNCED_LOSS,
    /** A wall clock became wrong by a minute or more. */
    CLOCK_SKEW,
    /** A wall clock jumped, by however much. */
    CLOCK_JUMP,
    /** A process stood still for a while, and then went on as if nothing had been. */
    PAUSE
}
