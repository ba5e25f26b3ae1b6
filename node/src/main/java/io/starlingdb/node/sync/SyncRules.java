package io.starlingdb.node.sync;

import io.starlingdb.antientropy.KeyDiff;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.StampHolder;
import org.jspecify.annotations.Nullable;

/**
 * The rules of anti-entropy at the places where they are applied. There is one sound set; the simulation puts others in its place, each with one
 * mistake, to show that its checks would notice.
 */
public class SyncRules {
    /** What production runs on. */
    public static final SyncRules SOUND = new SyncRules();

    /** Whether a change of a stored row changes the sums: every one does. */
    public boolean isCounted(RowKey key, @Nullable Row before, @Nullable Row after) {
        return true;
    }

    /** What a holder of stamps tells: the low-water mark stays below it. */
    public long lowestStamp(StampHolder holder) {
        return holder.lowestStamp();
    }

    /** Whether a member's low-water mark counts for what is closed: every one's does. */
    public boolean countsForClosing(boolean isAlive) {
        return true;
    }

    /** Whether an owner holds all that is settled: one that remembers what is settled does, a new or emptied one does not. */
    public boolean isComplete(boolean remembers) {
        return remembers;
    }

    /** Whether a node whose directory was put back from an older copy remembers that it must yield to the others. */
    public boolean remembersDoubt() {
        return true;
    }

    /** Whether a node compares with others: once it is certain that its directory is not an older copy. */
    public boolean mayCompare(boolean isProven) {
        return isProven;
    }

    /** Whether a difference is mended by this side, in whichever direction it is. */
    public boolean isMended(KeyDiff diff) {
        return true;
    }
}
