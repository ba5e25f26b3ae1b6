package io.starlingdb.node.server;

import io.starlingdb.kernel.NodeId;

/** Why a node's core came to its end by itself. */
sealed interface End {
    /**
     * Its directory was emptied; it is to start again as the member that it was before.
     *
     * @param former that member
     */
    record Resume(NodeId former) implements End {}

    /** Its directory turned out to be an older copy; it is to start again, and to fetch what it lacks. */
    record Outdated() implements End {}

    /** Its storage files are damaged; it is to start again without them, and to fetch everything. */
    record Damaged() implements End {}

    /** It cannot go on. */
    record Failed(String reason) implements End {}
}
