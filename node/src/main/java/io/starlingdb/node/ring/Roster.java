package io.starlingdb.node.ring;

import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs to the cluster, who of them votes on the next cluster record, and who must never belong to it again.
 *
 * @param members ascending by actor
 * @param voters the actors who vote on the next epoch, ascending; see {@link Voters}
 * @param nextActor the number of the next member
 * @param removed the ids of former members, ascending: a removed id never returns
 */
public record Roster(List<RecordMember> members, List<Integer> voters, int nextActor, List<NodeId> removed) {
    /** Nobody yet. */
    public static final Roster EMPTY = new Roster(List.of(), List.of(), 1, List.of());

    public Roster {
        members = members.stream()
                .sorted(Comparator.comparingInt(RecordMember::actor))
                .toList();
        voters = voters.stream().sorted().toList();
        removed = removed.stream().sorted().toList();
    }

    /** The member with this id, or null. */
    public @Nullable RecordMember member(NodeId id) {
        for (RecordMember member : members) {
            if (member.id().equals(id)) {
                return member;
            }
        }
        return null;
    }

    /** The member with this actor number, or null. */
    public @Nullable RecordMember member(int actor) {
        for (RecordMember member : members) {
            if (member.actor() == actor) {
                return member;
            }
        }
        return null;
    }

    /** The voters as members, ascending by actor. */
    public List<RecordMember> votingMembers() {
        return members.stream()
                .filter(member -> voters.contains(member.actor()))
                .toList();
    }

    /**
     * The roster with one more member.
     *
     * @param newcomer with {@link #nextActor()} as its actor
     * @throws IllegalArgumentException if its id is or was a member, or its actor is another
     */
    public Roster with(RecordMember newcomer) {
        if (newcomer.actor() != nextActor) {
            throw new IllegalArgumentException("The next actor is " + nextActor + ", not " + newcomer.actor());
        }
        if (removed.contains(newcomer.id()) || member(newcomer.id()) != null) {
            throw new IllegalArgumentException("Node " + newcomer.id() + " is or was a member");
        }
        List<RecordMember> more = new ArrayList<>(members);
        more.add(newcomer);
        return new Roster(more, voters, nextActor + 1, removed).withVotersChosen();
    }

    /** The roster in which {@link #nextActor()} is nobody's, and never will be: for writes that no member issues. */
    public Roster reservingActor() {
        return new Roster(members, voters, nextActor + 1, removed);
    }

    /** The roster in which {@code change} was made to the member {@code id}; the same if there is none. */
    public Roster changing(NodeId id, UnaryOperator<RecordMember> change) {
        List<RecordMember> changed = members.stream()
                .map(member -> member.id().equals(id) ? change.apply(member) : member)
                .toList();
        return new Roster(changed, voters, nextActor, removed).withVotersChosen();
    }

    /**
     * The roster in which the member {@code id} starts again with a new memory, and so under a new actor number: under the
     * old one it might issue a dot twice. The same if there is none.
     */
    public Roster renewing(NodeId id, long memory) {
        RecordMember old = member(id);
        if (old == null) {
            return this;
        }
        List<RecordMember> renewed = members.stream()
                .map(member -> member.id().equals(id) ? member.renewed(nextActor, memory) : member)
                .toList();
        List<Integer> votersNow = voters.stream()
                .map(actor -> actor == old.actor() ? Integer.valueOf(nextActor) : actor)
                .toList();
        return new Roster(renewed, votersNow, nextActor + 1, removed).withVotersChosen();
    }

    /** The roster without the member {@code id}, which never returns; the same if there is none. */
    public Roster without(NodeId id) {
        if (member(id) == null) {
            return this;
        }
        List<RecordMember> rest =
                members.stream().filter(member -> !member.id().equals(id)).toList();
        List<NodeId> gone = new ArrayList<>(removed);
        gone.add(id);
        return new Roster(rest, voters, nextActor, gone).withVotersChosen();
    }

    /** The same, only these ones voting. */
    Roster votedBy(Set<NodeId> electors) {
        List<RecordMember> candidates = members.stream()
                .filter(member -> electors.contains(member.id()))
                .toList();
        return new Roster(members, Voters.choose(candidates, voters), nextActor, removed);
    }

    private Roster withVotersChosen() {
        return new Roster(members, Voters.choose(members, voters), nextActor, removed);
    }
}
