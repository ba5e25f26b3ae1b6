package io.starlingdb.hints;

import io.starlingdb.kernel.NodeId;
import java.util.List;

/** What the {@link Hints} ask and tell the node around them. Called on the thread that owns the hints; must not block. */
public interface HintListener {
    /** The target lacks what was written to this row, and it is not kept any more: no room, too old, or lost. */
    void missed(HintKey key);

    /** Who needs a hint whose target is no replica of its row any more: the row's present replicas, this node perhaps among them. */
    List<NodeId> heirs(byte[] row);
}
