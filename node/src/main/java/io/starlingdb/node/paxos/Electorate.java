package io.starlingdb.node.paxos;

import io.starlingdb.kernel.NodeId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who votes on a decree, and how many are enough.
 *
 * <p>The rule may depend on the value: a founding needs everyone whom it lists. What keeps Paxos safe is then that any
 * sufficient set for one value meets any sufficient set for another, or that two values may both be chosen by design (two
 * foundings with no node in common are two clusters).
 */
public interface Electorate<V> {

    /** The voters to ask on behalf of {@code candidate} (null: nothing is proposed, only asked), in a fixed order. */
    List<NodeId> voters(@Nullable V candidate);

    /** Whether answers of {@code answered} are enough for {@code candidate}, in either phase. */
    boolean suffices(@Nullable V candidate, Set<NodeId> answered);

    /** More than half of {@code voters}, whatever the value. */
    static <V> Electorate<V> majorityOf(List<NodeId> voters) {
        return new Threshold<>(voters, voters.size() / 2 + 1);
    }

    /**
     * What is enough for a proposer whose own vote does not count because it lost its memory: of the {@code others}, so
     * many that no majority of all voters lacks them all.
     */
    static <V> Electorate<V> withoutOneself(List<NodeId> others) {
        int voters = others.size() + 1;
        int majority = voters / 2 + 1;
        return new Threshold<>(others, voters - majority + 1);
    }
}
