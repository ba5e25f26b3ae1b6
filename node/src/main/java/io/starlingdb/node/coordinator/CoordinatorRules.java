package io.starlingdb.node.coordinator;

import io.starlingdb.node.data.Entry;
import io.starlingdb.node.replica.ReadReply;
import java.util.List;

/**
 * The rules on which a coordinator's guarantees rest, at the places where it applies them. There is one sound set; the simulation puts others
 * in its place, each with one mistake, to show that its checks would notice.
 */
public class CoordinatorRules {
    /** What production runs on. */
    public static final CoordinatorRules SOUND = new CoordinatorRules();

    /** How many answers a group of replicas owes, where its level says {@code required}. */
    public int answersNeeded(int required) {
        return required;
    }

    /**
     * How many answers a group owes to a write. While a transition moves the range, group 0 is of the side that is read and group 1 of the other one
     * (with EACH_QUORUM there are more of both).
     */
    public int answersNeeded(int group, int required) {
        return answersNeeded(required);
    }

    /** The groups that each replica's answer to a write counts for, as bits. */
    public long[] countedFor(long[] groupsOf) {
        return groupsOf;
    }

    /** Whether a write goes to a replica; to one that is not read, while a transition moves the range, too. */
    public boolean writesTo(boolean isRead) {
        return true;
    }

    /** Whether two replicas hold the same in what they scanned. */
    public boolean areInStep(ReadReply one, ReadReply other) {
        return one.sum().equals(other.sum()) && ScanOrder.areEqual(one.end(), other.end());
    }

    /** What to write back to a replica that lacks these entries. */
    public List<Entry> repair(List<Entry> missing) {
        return missing;
    }

    /** Whether a logged batch is forgotten while it is still being written. */
    public boolean forgetsBatchBeforeItIsWritten() {
        return false;
    }

    /** Whether a read goes on behind a page that has ended before the query's limits were reached. */
    public boolean goesOnBehindPage() {
        return true;
    }
}
