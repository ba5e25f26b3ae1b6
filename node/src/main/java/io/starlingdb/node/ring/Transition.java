package io.starlingdb.node.ring;

import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One change of ownership that is under way (DESIGN 6.2).
 *
 * @param id the epoch that began it, which no other has
 * @param move what it changes
 * @param phase how far it is
 * @param since the epoch that began the phase
 * @param complete the new owners that have all they are to own, ascending by id
 * @param lost members that were declared dead for good since it began, beside those that it is about; ascending by id
 */
public record Transition(
        long id, Move move, TransitionPhase phase, long since, List<Completion> complete, List<NodeId> lost) {

    /**
     * A new owner has fetched all that it is to own, and synced it.
     *
     * @param memory its memory then: one that was emptied since has another, and is not complete any more
     */
    public record Completion(NodeId node, long memory) {}

    public Transition {
        complete =
                complete.stream().sorted(Comparator.comparing(Completion::node)).toList();
        lost = lost.stream().distinct().sorted().toList();
    }

    /** Nobody was declared dead since it began. */
    public Transition(long id, Move move, TransitionPhase phase, long since, List<Completion> complete) {
        this(id, move, phase, since, complete, List.of());
    }

    /** Everybody who is dead for good, by the operator's word: nobody waits for them, nor asks them for anything. */
    public List<NodeId> gone() {
        return Stream.concat(move.gone().stream(), lost.stream()).toList();
    }

    /** Whether this very member, with the memory it has, is complete. */
    public boolean isComplete(RecordMember member) {
        return complete.contains(new Completion(member.id(), member.memory()));
    }

    Transition completedBy(RecordMember member) {
        List<Completion> more = new ArrayList<>(complete);
        more.removeIf(one -> one.node().equals(member.id()));
        more.add(new Completion(member.id(), member.memory()));
        return new Transition(id, move, phase, since, more, lost);
    }

    /** The same, one that it waits for being dead for good. */
    Transition losing(NodeId node) {
        return new Transition(
                id,
                move,
                phase,
                since,
                complete,
                Stream.concat(lost.stream(), Stream.of(node)).toList());
    }

    /** The same move of ranges under another name. */
    Transition as(Move other) {
        return new Transition(id, other, phase, since, complete, lost);
    }

    Transition readingNew(long epoch) {
        return new Transition(id, move, TransitionPhase.READ_NEW, epoch, complete, lost);
    }
}
