package io.starlingdb.node.storage;

/** How the life of this data directory before this one ended. */
public enum LastStop {
    /** There was none: the directory was empty. */
    FIRST_START,
    /** Everything was synced, and nothing was written after it. */
    CLEAN,
    /** The process died and the machine did not: everything that was written is there. */
    PROCESS_CRASH,
    /** The machine died, or it cannot be told: what was not synced may be gone. */
    MACHINE_CRASH
}
