package io.starlingdb.node.streaming;

import io.starlingdb.node.data.Entry;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Handover;
import java.util.List;

/**
 * The rules on which the safety of moving ranges rests, at the places where they are applied. There is one sound set; the simulation puts others
 * in its place, each with one mistake, to show that its checks would notice.
 */
public class StreamRules {
    /** What production runs on. */
    public static final StreamRules SOUND = new StreamRules();

    /** What of a page is joined. */
    public List<Entry> streamed(List<Entry> page) {
        return page;
    }

    /** Whether a new owner takes a piece for fetched, where what it fetched says whether it {@code is} enough. */
    public boolean isFetched(boolean is) {
        return is;
    }

    /** Whether a phase is known widely enough for the next. */
    public boolean isKnown(Handover handover, Handover.EpochsKnown epochs, Handover.Standing standing) {
        return handover.isKnown(epochs, standing);
    }

    /** Whether the end of a decommission waits for the hints that the node keeps for others, where there {@code are} any. */
    public boolean awaitsHints(boolean are) {
        return are;
    }

    /** Whether ranges that were given away are erased before this node says so. */
    public boolean erases() {
        return true;
    }

    /** The record in which a transition is done. */
    public ClusterRecord finished(ClusterRecord done) {
        return done;
    }
}
