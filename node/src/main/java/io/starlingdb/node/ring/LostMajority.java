package io.starlingdb.node.ring;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.NodeId;
import java.util.List;
import java.util.Set;

/**
 * The record by which a cluster goes on whose majority of voters is gone for good: an operator's decision, as no vote can be taken any more. Pure.
 *
 * <p><b>The fence.</b> Its epoch lies {@link #LEAP} above the newest that a survivor knows. Whatever the lost voters had decided, or decide should
 * they come back, lies below it; so each of them that hears of this record drops its own for this one, by which it is no voter and about to be no
 * member, and two records never share an epoch. What nothing can prevent: lost voters that come back as a majority and reach no survivor decide for
 * themselves until they do, and all of that is dropped then. So nobody who was given up is to be started with its data again.
 *
 * <p><b>The lost</b> are LEAVING from then on: they own their ranges still, so that nothing is read or written with fewer copies than asked for, but do
 * not vote. {@link Removal} then takes their ranges from them. Changes that wait for one of them are cancelled.
 */
public final class LostMajority {
    /** How many epochs are left out: more than a cluster ever decides before someone looks. */
    public static final long LEAP = 1L << 32;

    private LostMajority() {}

    /** Whether those who are {@code alive} could still vote. */
    public static boolean canVote(ClusterRecord record, Set<NodeId> alive) {
        long living = record.voters().stream()
                .filter(voter -> alive.contains(voter.id()))
                .count();
        return living >= record.voters().size() / 2 + 1;
    }

    /**
     * The record to go on with.
     *
     * @param record the newest that any survivor knows
     * @param survivors every member that is not lost
     * @throws StarlingException CONFLICT where they could vote; BAD_REQUEST where nobody survives or a survivor is no member
     */
    public static ClusterRecord recovered(ClusterRecord record, Set<NodeId> survivors) {
        if (survivors.isEmpty() || survivors.stream().anyMatch(id -> record.member(id) == null)) {
            throw StarlingException.badRequest("The survivors are members of the cluster, at least one");
        }
        if (canVote(record, survivors)) {
            throw TransitionSteps.conflict("A majority of the voters survives, so the cluster decides for itself: use"
                    + " 'starling remove' for nodes that are gone for good");
        }
        List<NodeId> lost = record.members().stream()
                .map(RecordMember::id)
                .filter(id -> !survivors.contains(id))
                .toList();
        ClusterRecord cleared = record;
        for (Transition running : record.transitions().running()) {
            cleared = Removal.withoutWaiting(cleared, running, lost);
        }
        Roster roster = cleared.roster();
        for (NodeId id : lost) {
            roster = roster.changing(
                    id, member -> member.status() == NodeStatus.NORMAL ? member.as(NodeStatus.LEAVING) : member);
        }
        long epoch = record.epoch() + LEAP;
        ClusterRecord next = cleared.with(roster.votedBy(survivors));
        return new ClusterRecord(
                epoch,
                next.clusterId(),
                next.name(),
                next.roster(),
                next.schema(),
                next.transitions().movedAt(epoch),
                next.changes());
    }
}
