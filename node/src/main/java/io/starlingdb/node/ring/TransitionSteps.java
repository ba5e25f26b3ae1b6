package io.starlingdb.node.ring;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.SchemaChange;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The steps of a transition as pure functions from one record to the next: it begins, its new owners become complete, it goes on to the next
 * phase, it ends or is cancelled. Each throws a StarlingException that says why where the record does not allow it.
 *
 * <p>What only the members know together, whether a phase is known widely enough and whether a new owner has fetched everything, is asked of
 * {@link Handover} by who proposes a step; both stay true once they are, so a proposal that is chosen late is still right.
 */
public final class TransitionSteps {
    private TransitionSteps() {}

    /**
     * Begins a transition; the roster must already list who joins or leaves as such.
     *
     * @throws StarlingException CONFLICT where it would move a range that another transition moves, or give a range to a node that has not erased
     *     yet what it held before
     */
    public static ClusterRecord begin(ClusterRecord record, Move move) {
        long epoch = record.epoch() + 1;
        Transition begun = new Transition(epoch, move, TransitionPhase.WRITE_BOTH, epoch, List.of());
        ClusterRecord next = record.with(record.transitions().beginning(begun));
        Set<NodeId> gainers = Handover.of(next, begun).gainers();
        for (Leftover leftover : next.transitions().leftovers()) {
            if (gainers.contains(leftover.node())) {
                throw conflict("Node " + leftover.node()
                        + " is still erasing ranges that it gave away, and would get new ones: try again in a moment, or"
                        + " remove it in the same command if it is dead for good");
            }
        }
        requireDisjoint(next);
        return next;
    }

    /**
     * No two transitions may move one range, and what they do together must be what each does alone.
     *
     * @throws StarlingException CONFLICT with the transition that is in the way
     */
    public static void requireDisjoint(ClusterRecord record) {
        List<Transition> running = record.transitions().running();
        for (int i = 0; i < running.size(); i++) {
            for (int j = i + 1; j < running.size(); j++) {
                for (KeyspaceSchema keyspace : record.schema().keyspaces().values()) {
                    if (!Together.areDisjoint(record, keyspace, running.get(i), running.get(j))) {
                        throw conflict("Another change of ownership is under way and moves some of the same ranges: "
                                + describe(record, running.get(i))
                                + ". Wait for its end (starling status shows it), or cancel it");
                    }
                }
            }
        }
    }

    /** What is under way, for people. */
    public static String describe(ClusterRecord record, Transition transition) {
        Move move = transition.move();
        String what;
        NodeId subject = move.subject();
        if (subject != null) {
            RecordMember member = record.member(subject);
            int others = move instanceof Move.Remove remove ? remove.nodes().size() - 1 : 0;
            what = " of " + (member == null ? subject : member.endpoint() + " (" + subject + ")")
                    + (others == 0 ? "" : " and " + others + " more");
        } else {
            what = move instanceof Move.Replicate replicate ? " of keyspace " + replicate.keyspace() : "";
        }
        return move.verb() + what + ", number " + transition.id();
    }

    /** The member, as it is, has fetched and synced all that it must have. */
    public static ClusterRecord complete(ClusterRecord record, long id, NodeId node, long memory) {
        Transition transition = record.transitions().find(id);
        RecordMember member = record.member(node);
        if (transition == null || member == null || member.memory() != memory || transition.isComplete(member)) {
            return record;
        }
        return record.with(record.transitions()
                .changing(
                        id,
                        running -> running.completedBy(member),
                        record.transitions().placedAt()));
    }

    /** Reads go to the new owners from now on, if they still go to the old ones. */
    public static ClusterRecord readNew(ClusterRecord record, long id) {
        Transition transition = record.transitions().find(id);
        if (transition == null || transition.phase() != TransitionPhase.WRITE_BOTH) {
            return record;
        }
        if (!Handover.of(record, transition).isComplete(record)) {
            return record; // one of them lost its memory meanwhile
        }
        long epoch = record.epoch() + 1;
        return record.with(record.transitions().changing(id, running -> running.readingNew(epoch), epoch));
    }

    /** The transition is done, if reads go to the new owners already. */
    public static ClusterRecord finish(ClusterRecord record, long id) {
        Transition transition = record.transitions().find(id);
        if (transition == null || transition.phase() != TransitionPhase.READ_NEW) {
            return record;
        }
        Set<NodeId> losers = Handover.of(record, transition).losers();
        Roster roster = after(record.roster(), transition.move());
        Transitions rest = record.transitions()
                .ending(
                        id,
                        losers.stream()
                                .filter(loser -> roster.member(loser) != null)
                                .toList(),
                        record.epoch() + 1);
        return record.with(roster).with(forgetGone(rest, roster));
    }

    private static Roster after(Roster roster, Move move) {
        if (move instanceof Move.Join join) {
            return roster.changing(join.node(), member -> member.as(NodeStatus.NORMAL));
        }
        if (move instanceof Move.Decommission decommission) {
            return roster.without(decommission.node());
        }
        if (move instanceof Move.Remove remove) {
            Roster rest = roster;
            for (NodeId node : remove.nodes()) {
                rest = rest.without(node);
            }
            return rest;
        }
        if (move instanceof Move.Replace replace) {
            return roster.without(replace.former()).changing(replace.node(), member -> member.as(NodeStatus.NORMAL));
        }
        if (move instanceof Move.Rebalance rebalance) {
            Roster moved = roster;
            for (Map.Entry<NodeId, List<Long>> entry : rebalance.tokens().entrySet()) {
                moved = moved.changing(entry.getKey(), member -> member.owning(entry.getValue()));
            }
            return moved;
        }
        return roster;
    }

    /**
     * Undoes a transition while the old owners are still read: everything stays as it was before. Who was to join is a member no more, and its
     * id never returns.
     *
     * @throws StarlingException NOT_FOUND if there is no such transition; CONFLICT if the new owners are read already
     */
    public static ClusterRecord cancel(ClusterRecord record, long id) {
        Transition transition = record.transitions().find(id);
        if (transition == null) {
            throw StarlingException.notFound("No change of ownership with the number " + id + " is under way");
        }
        if (transition.phase() != TransitionPhase.WRITE_BOTH) {
            throw conflict("The " + describe(record, transition)
                    + ", is about to end: the new owners are read already. Let it end, then undo it by another change");
        }
        Set<NodeId> gainers = Handover.of(record, transition).gainers();
        Roster roster = before(record.roster(), transition.move());
        Transitions rest = record.transitions()
                .ending(
                        id,
                        gainers.stream()
                                .filter(gainer -> roster.member(gainer) != null)
                                .toList(),
                        record.epoch() + 1);
        ClusterRecord undone = record.with(roster).with(forgetGone(rest, roster));
        if (transition.move() instanceof Move.Replicate replicate) {
            return undone.with(new SchemaChange.AlterKeyspace(replicate.keyspace(), replicate.before(), null, true)
                    .applyTo(undone.schema()));
        }
        return undone;
    }

    private static Roster before(Roster roster, Move move) {
        if (move instanceof Move.Join join) {
            return roster.without(join.node());
        }
        if (move instanceof Move.Decommission decommission) {
            return roster.changing(decommission.node(), member -> member.as(NodeStatus.NORMAL));
        }
        if (move instanceof Move.Remove remove) {
            Roster whole = roster;
            for (NodeId node : remove.nodes()) {
                whole = whole.changing(node, member -> member.as(NodeStatus.NORMAL));
            }
            return whole;
        }
        if (move instanceof Move.Replace replace) {
            return roster.without(replace.node()).changing(replace.former(), member -> member.as(NodeStatus.NORMAL));
        }
        return roster;
    }

    private static Transitions forgetGone(Transitions transitions, Roster roster) {
        Transitions left = transitions;
        for (Leftover leftover : transitions.leftovers()) {
            if (roster.member(leftover.node()) == null) {
                left = left.forgetting(leftover.node());
            }
        }
        return left;
    }

    /** The node has durably erased what it lost up to the epoch {@code since}. */
    public static ClusterRecord erased(ClusterRecord record, NodeId node, long since) {
        Transitions cleaned = record.transitions().cleaned(node, since);
        return cleaned.equals(record.transitions()) ? record : record.with(cleaned);
    }

    static StarlingException conflict(String why) {
        return new StarlingException(ErrorCode.CONFLICT, why);
    }
}
