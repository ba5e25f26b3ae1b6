package io.starlingdb.node.storage;

/** How a node's disk is. The name in lower case is what others are told. */
public enum DiskState {
    /** Writes are taken. */
    WELL("well"),
    /** Writes are taken, but syncs fall behind, so acknowledgements wait for them. Only the node itself says so. */
    SLOW("slow"),
    /** Less is free than the reserve: reads are served and writes are refused until a tenth more is. */
    FULL("full"),
    /** The last write or sync failed: reads are served as far as they go, writes are refused until a trial goes well. */
    FAILING("failing");

    private final String word;

    DiskState(String word) {
        this.word = word;
    }

    /** The word that travels. */
    public String word() {
        return word;
    }

    /** Whether rows are stored. */
    public boolean takesWrites() {
        return this == WELL || this == SLOW;
    }
}
