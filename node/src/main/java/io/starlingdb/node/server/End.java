package io.starlingdb.node.server;

import io.starlingdb.kernel.NodeId;

/** Why a node's core came to its end by itself. */
sealed interface End {
    /**
     * Its directory was emptied; it is to start again as the member that it was before.
     *
     * @param former that member
     * @param starts the highest number of a start that its peers remember of it
     */
    record Resume(NodeId former, long starts) implements End {}

    /** It cannot go on. */
    record Failed(String reason) implements End {}
}
