package io.starlingdb.sim;

/** Something of a simulation that keeps data on a node's disk, a storage engine for example, and shares that disk's fate. */
public interface SimDurable {

    /**
     * The process died.
     *
     * @param loseUnsynced whether what was not synced is lost; otherwise all that was written stays
     * @return whether anything was lost
     */
    boolean crash(boolean loseUnsynced);

    /**
     * The disk is lost with everything on it.
     *
     * @return whether there was anything
     */
    boolean wipe();

    /**
     * Copies what is there now.
     *
     * @return puts that back, in place of whatever is there then. As it stands nothing is copied: what is put back is empty
     */
    default Runnable copy() {
        return this::wipe;
    }
}
