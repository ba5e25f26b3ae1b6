package io.starlingdb.hints;

import io.starlingdb.kernel.NodeId;
import java.util.List;

/** Takes hints to their targets. Called on the thread that owns the {@link Hints}; must not block. */
public interface HintSender {
    /**
     * Sends a batch. {@code outcome} is called for it exactly once, on the same thread, not within this call.
     *
     * @param target whom the hints are for
     * @param batch oldest first
     */
    void deliver(NodeId target, List<StoredHint> batch, Outcome outcome);

    /** Gives a batch to another holder, as this node leaves; the same rules. */
    void handOn(NodeId target, List<StoredHint> batch, Outcome outcome);

    /** Is told what became of a batch. */
    interface Outcome {
        /** @param fates one for each hint of the batch, in its order */
        void ended(List<Fate> fates);
    }

    /** What became of a hint that was sent. */
    enum Fate {
        /** The receiver holds it, as durably as a write. */
        ACKNOWLEDGED,
        /** It may not have arrived; it is sent again, later. */
        FAILED,
        /** It is of no use any more: the row's table is gone. */
        NEEDLESS,
        /** Its target is no replica of the row any more. */
        MISPLACED
    }
}
