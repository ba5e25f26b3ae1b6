package io.starlingdb.node.ring;

import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.List;

/**
 * Members that are dead for good lose their ranges and are members no more. Pure, as {@link TransitionSteps}.
 *
 * <p><b>What is under way gives way.</b> A change that one of the dead is part of might wait for it for ever, so the removal first sees to that:
 * one that the dead node was to fetch for is cancelled; a decommission of the node itself becomes its removal, as both hand over the same ranges;
 * any other goes on without asking the dead. So a removal is a few steps: {@link #step} is made again, a moment later, until
 * {@link #isUnderWay}. What stands in its way meanwhile, owners that still erase what a cancelled change brought them, or a change that is about
 * to end, ends by itself as long as every dead node is named.
 *
 * <p><b>Several at once</b>, because one of two dead nodes cannot be removed alone: the other would get ranges, and never fetch them.
 */
public final class Removal {
    private Removal() {}

    /** Whether the newest record says that the dead are about to be members no more, or that they are none. */
    public static boolean isUnderWay(ClusterRecord record, List<NodeId> dead) {
        return dead.stream().allMatch(node -> record.member(node) == null || isBeingRemoved(record, node));
    }

    private static boolean isBeingRemoved(ClusterRecord record, NodeId node) {
        return record.transitions().running().stream()
                .anyMatch(running -> running.move() instanceof Move.Remove remove
                        && remove.nodes().contains(node));
    }

    /**
     * The next step towards the removal; the record itself where nothing is left to begin.
     *
     * @param dead ids of members that are dead for good; at least one
     * @throws StarlingException NOT_FOUND if one is no member and never was; CONFLICT, which passes, where something else must end first, and
     *     where nobody would be left
     */
    public static ClusterRecord step(ClusterRecord record, List<NodeId> dead) {
        for (NodeId node : dead) {
            if (record.member(node) == null && !record.roster().removed().contains(node)) {
                throw StarlingException.notFound("No member has the id " + node);
            }
        }
        requireOthers(record, dead);
        ClusterRecord cleared = record;
        for (Transition running : record.transitions().running()) {
            cleared = withoutWaiting(cleared, running, dead);
        }
        List<NodeId> left = dead.stream()
                .filter(node -> record.member(node) != null)
                .filter(node -> !isBeingRemoved(record, node))
                .toList();
        return left.isEmpty() || !cleared.equals(record) ? cleared : begin(record, left);
    }

    private static ClusterRecord begin(ClusterRecord record, List<NodeId> dead) {
        Roster roster = record.roster();
        for (NodeId node : dead) {
            if (!isLost(record, node)) {
                MemberSteps.requireNormal(record, node);
            }
            roster = roster.changing(node, member -> member.as(NodeStatus.LEAVING));
        }
        return TransitionSteps.begin(record.with(roster), new Move.Remove(dead));
    }

    /** Whether {@link LostMajority} has declared it dead. */
    private static boolean isLost(ClusterRecord record, NodeId node) {
        RecordMember member = record.member(node);
        return member != null
                && member.status() == NodeStatus.LEAVING
                && record.transitions().about(node) == null;
    }

    /** The record in which this change does not wait for any of the dead. */
    static ClusterRecord withoutWaiting(ClusterRecord record, Transition running, List<NodeId> dead) {
        Handover handover = Handover.of(record, running);
        boolean isFetcherLost = dead.stream().anyMatch(handover.fetchers()::contains);
        if (isFetcherLost && running.phase() == TransitionPhase.WRITE_BOTH) {
            return TransitionSteps.cancel(record, running.id());
        }
        Transition changed = running;
        if (running.move() instanceof Move.Decommission leaving && dead.contains(leaving.node())) {
            changed = running.as(new Move.Remove(List.of(leaving.node())));
        }
        for (NodeId node : dead) {
            if (!changed.gone().contains(node) && handover.concerns(node)) {
                changed = changed.losing(node);
            }
        }
        Transition instead = changed;
        return instead.equals(running)
                ? record
                : record.with(record.transitions()
                        .changing(
                                running.id(),
                                any -> instead,
                                record.transitions().placedAt()));
    }

    private static void requireOthers(ClusterRecord record, List<NodeId> dead) {
        List<RecordMember> others = new ArrayList<>(record.members());
        others.removeIf(member -> dead.contains(member.id()) || member.status() == NodeStatus.JOINING);
        if (others.isEmpty()) {
            throw TransitionSteps.conflict("The last node of a cluster cannot leave it");
        }
    }
}
