package io.starlingdb.node.record;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.paxos.Electorate;
import io.starlingdb.node.record.RecordMessage.Reason;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who votes on the epoch after a record, and how many are enough: the voters that this very record names, never those of the one that is
 * proposed. A voter that lost its memory has no vote until a record says so, and does without its own when it proposes that one. Pure.
 */
final class Franchise {
    private Franchise() {}

    /** Whether the record means this node as it is: listed, and with the memory that it has. */
    static boolean isKnownAsIs(ClusterRecord record, NodeId self, long memory) {
        RecordMember me = record.member(self);
        return me != null && me.memory() == memory;
    }

    /** Why this node, which knows {@code newest} and nothing newer, has no vote on the next epoch; null if it has one. */
    static @Nullable Reason whyNot(ClusterRecord newest, NodeId self, long memory) {
        RecordMember me = newest.member(self);
        if (me == null || !newest.roster().voters().contains(me.actor())) {
            return Reason.NO_VOTER;
        }
        return me.memory() == memory ? null : Reason.LOST_MEMORY;
    }

    /** Whom this node asks for the epoch after {@code record}. */
    static <V> Electorate<V> electorate(ClusterRecord record, NodeId self, long memory) {
        List<NodeId> voters = record.voters().stream().map(RecordMember::id).toList();
        if (voters.contains(self) && !isKnownAsIs(record, self, memory)) {
            return Electorate.withoutOneself(
                    voters.stream().filter(id -> !id.equals(self)).toList());
        }
        return Electorate.majorityOf(voters);
    }
}
