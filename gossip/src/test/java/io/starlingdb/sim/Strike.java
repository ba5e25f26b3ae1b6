package io.starlingdb.sim;

/** What a {@link Nemesis} may do from time to time. */
public enum Strike {
    /** Two groups of nodes cannot talk to each other for a while. */
    PARTITION,
    /** One group's frames do not reach the other for a while. */
    PARTITION_ONE_WAY,
    /** A process is killed and started again after a while. */
    KILL,
    /** The same, and what was not synced is lost. */
    POWER_LOSS,
    /** The same, and the disk is lost. */
    DISK_LOSS,
    /** A wall clock jumps. */
    CLOCK_JUMP,
    /** A process stands still for a while. */
    PAUSE
}
