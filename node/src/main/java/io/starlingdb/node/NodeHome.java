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

    /** Which start of the directory this is, from 1: higher than that of every start before, as far as the directory knows. */
    long startNumber();

    /**
     * The directory is an older copy: a peer remembers this later start. Its next start must be numbered above that one, and be recovering
     * from the beginning. Blocks.
     */
    void outdated(long laterStart);

    /** All that may have been missing was fetched, and is synced. Blocks. */
    void recovered();

    /**
     * The node belongs to this cluster, which it may have known before. Blocks.
     *
     * @throws RuntimeException if its directory belongs to another cluster
     */
    void belongsTo(UUID cluster);
}
