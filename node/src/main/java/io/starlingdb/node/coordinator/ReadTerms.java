package io.starlingdb.node.coordinator;

import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.version.VersionVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one read of one replica set is to achieve.
 *
 * @param contacts how many of the replicas, the first ones, are asked at once
 * @param areAllReplicas whether these are all replicas there are: none is dead, recovering, or of no account to the level
 * @param groupOf the group of each replica, by which answers are counted ({@link QuorumTracker})
 * @param needed how many answers each group needs
 * @param order how the query scans
 * @param mode how copies are joined
 * @param rules what the guarantees rest on
 * @param subject the kind of entry that {@code atLeast} speaks of: a row, or the header where only static columns are read
 * @param atLeast what the answer must know of the one entry that is read; null if nothing is asked
 */
record ReadTerms(
        int contacts,
        boolean areAllReplicas,
        int[] groupOf,
        int[] needed,
        ScanOrder order,
        ConflictMode mode,
        CoordinatorRules rules,
        EntryKind subject,
        @Nullable VersionVector atLeast) {

    /** How many replicas may be asked. */
    int replicas() {
        return groupOf.length;
    }

    /** A tracker of the level. */
    QuorumTracker newTracker() {
        return new QuorumTracker(groupOf, needed);
    }

    /**
     * Whether these entries know what the answer must know.
     *
     * @param settled up to which stamp they are known to have everything, in µs
     */
    boolean isEnough(List<Entry> entries, long settled) {
        return atLeast == null || seen(entries, subject).containsAll(atLeast.above(settled));
    }

    /**
     * What a reader of one entry has seen: its context. Each entry's vector speaks for that entry alone, so another's is never taken for it.
     */
    static VersionVector seen(List<Entry> entries, EntryKind subject) {
        for (Entry entry : entries) {
            if (entry.key().kind() == subject) {
                return entry.row().context().vector();
            }
        }
        return VersionVector.EMPTY;
    }
}
