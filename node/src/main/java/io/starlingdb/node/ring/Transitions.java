package io.starlingdb.node.ring;

import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is under way about who owns what: part of the cluster record.
 *
 * @param running ascending by id
 * @param leftovers who still has to erase, ascending by node
 * @param placedAt the epoch of the newest change of who owns what or who is asked for it: requests placed by an older one are
 *     not served
 */
public record Transitions(List<Transition> running, List<Leftover> leftovers, long placedAt) {
    /** Nothing, as at the founding. */
    public static final Transitions NONE = new Transitions(List.of(), List.of(), 0);

    public Transitions {
        running = running.stream()
                .sorted(Comparator.comparingLong(Transition::id))
                .toList();
        leftovers =
                leftovers.stream().sorted(Comparator.comparing(Leftover::node)).toList();
    }

    /** The transition with this id, or null if it is over or never was. */
    public @Nullable Transition find(long id) {
        for (Transition transition : running) {
            if (transition.id() == id) {
                return transition;
            }
        }
        return null;
    }

    /** The transition about this node, or null. */
    public @Nullable Transition about(NodeId node) {
        for (Transition transition : running) {
            Move move = transition.move();
            if (node.equals(move.subject()) || move.gone().contains(node)) {
                return transition;
            }
        }
        return null;
    }

    /** What the node has to erase, or null. */
    public @Nullable Leftover leftover(NodeId node) {
        for (Leftover leftover : leftovers) {
            if (leftover.node().equals(node)) {
                return leftover;
            }
        }
        return null;
    }

    Transitions beginning(Transition added) {
        List<Transition> more = new ArrayList<>(running);
        more.add(added);
        return new Transitions(more, leftovers, added.since());
    }

    Transitions changing(long id, UnaryOperator<Transition> change, long placed) {
        return new Transitions(
                running.stream()
                        .map(one -> one.id() == id ? change.apply(one) : one)
                        .toList(),
                leftovers,
                placed);
    }

    /** Without the transition; {@code losers} are to erase. */
    Transitions ending(long id, List<NodeId> losers, long epoch) {
        List<Leftover> more = new ArrayList<>(leftovers);
        more.removeIf(leftover -> losers.contains(leftover.node()));
        losers.forEach(loser -> more.add(new Leftover(loser, epoch)));
        return new Transitions(running.stream().filter(one -> one.id() != id).toList(), more, epoch);
    }

    /** The same, whatever was placed before the epoch being refused. */
    Transitions movedAt(long epoch) {
        return new Transitions(running, leftovers, epoch);
    }

    /** The node has erased what it lost up to {@code since}. */
    Transitions cleaned(NodeId node, long since) {
        return new Transitions(
                running,
                leftovers.stream()
                        .filter(leftover -> !leftover.node().equals(node) || leftover.since() > since)
                        .toList(),
                placedAt);
    }

    /** Nothing of a node that is no member any more. */
    Transitions forgetting(NodeId node) {
        return cleaned(node, Long.MAX_VALUE);
    }
}
