package io.starlingdb.node.paxos;

import io.starlingdb.kernel.NodeId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** So many of these voters, whatever the value. */
record Threshold<V>(List<NodeId> voters, int enough) implements Electorate<V> {

    Threshold {
        voters = List.copyOf(voters);
    }

    @Override
    public List<NodeId> voters(@Nullable V candidate) {
        return voters;
    }

    @Override
    public boolean suffices(@Nullable V candidate, Set<NodeId> answered) {
        int count = 0;
        for (NodeId voter : voters) {
            if (answered.contains(voter)) {
                count++;
            }
        }
        return count >= enough;
    }
}
