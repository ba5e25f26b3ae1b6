package io.starlingdb.node.record;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.paxos.Acceptor;
import io.starlingdb.node.paxos.Proposer;
import io.starlingdb.node.paxos.Proposer.Phase;
import io.starlingdb.node.paxos.Proposer.Votes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One moment of a small cluster whose voters change. Records are numbers, given by {@link VotersExplorer}.
 *
 * @param nodes what each node knows and has promised
 * @param attempts what has become of each attempt, null where it has not begun
 */
record VotersState(List<Node> nodes, List<@Nullable Proposer<Integer>> attempts) {

    /**
     * A node; it answers for what is on its disk only, so a crash of it is nothing but a delay.
     *
     * @param known the newest record that it knows
     * @param voting the epoch that its acceptor is for
     * @param acceptor what it has promised
     * @param isWiped whether it lost its disk once, and so has another memory than the first record says
     */
    record Node(int known, long voting, Acceptor<Integer> acceptor, boolean isWiped) {
        Node learning(int record, long epoch) {
            return new Node(record, epoch + 1, Acceptor.fresh(), isWiped);
        }

        Node wiped(int nothing) {
            return new Node(nothing, 1, Acceptor.fresh(), true);
        }

        /** What it has promised for this epoch; there is room for one epoch only. */
        Acceptor<Integer> acceptorFor(long epoch) {
            return voting == epoch ? acceptor : Acceptor.fresh();
        }

        Node voting(long epoch, Acceptor<Integer> after) {
            return new Node(known, epoch, after, isWiped);
        }
    }

    static VotersState first(List<Integer> known, int attempts) {
        List<Node> nodes = known.stream()
                .map(record -> new Node(record, record + 1L, Acceptor.fresh(), false))
                .toList();
        return new VotersState(nodes, Collections.nCopies(attempts, null));
    }

    VotersState with(int index, Node node) {
        List<Node> changed = new ArrayList<>(nodes);
        changed.set(index, node);
        return new VotersState(changed, attempts);
    }

    VotersState with(int index, Proposer<Integer> attempt) {
        List<@Nullable Proposer<Integer>> changed = new ArrayList<>(attempts);
        changed.set(index, withoutSpent(attempt));
        return new VotersState(nodes, changed);
    }

    /** The attempt without the answers that it heeds no more, so that states which differ by those alone are visited once. */
    private static Proposer<Integer> withoutSpent(Proposer<Integer> attempt) {
        if (attempt.phase() == Phase.PREPARING) {
            return attempt;
        }
        boolean isOver = attempt.phase().isOver();
        Set<NodeId> accepted = isOver ? Set.of() : attempt.votes().accepted();
        return new Proposer<>(
                attempt.ballot(),
                attempt.value(),
                attempt.electorate(),
                attempt.phase(),
                new Votes<>(Set.of(), accepted, Set.of(), null));
    }

    /** The records that some proposer holds for decided. */
    List<Integer> decided() {
        List<Integer> decided = new ArrayList<>();
        for (Proposer<Integer> attempt : attempts) {
            if (attempt != null && attempt.phase() == Phase.CHOSEN && !decided.contains(attempt.value())) {
                decided.add(attempt.value());
            }
        }
        return decided;
    }
}
