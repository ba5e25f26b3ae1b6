package io.starlingdb.node;

import io.starlingdb.kernel.NodeId;
import java.util.UUID;

/** What a node's directory knows of it. Asked while the node is built; told of changes off the loop, where it may block. */
public interface NodeHome {
    /** Who the node is. */
    NodeId nodeId();

    /** Whether something that it once acknowledged may be missing, so that it must exchange before its reads count. */
    boolean isRecovering();

    /** Whether the life before this one was recovering too and nothing was lost since, so that it may go on where it was. */
    boolean mayResumeRecovery();

    /** All that may have been missing was fetched, and is synced. Blocks. */
    void recovered();

    /**
     * The node belongs to this cluster, which it may have known before. Blocks.
     *
     * @throws RuntimeException if its directory belongs to another cluster
     */
    void belongsTo(UUID cluster);
}
