package io.starlingdb.node.record;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.paxos.Electorate;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who votes on a founding: everybody whom the record lists, and every one of them must agree.
 *
 * <p>Two foundings that list a common node are decided by that node's vote, so at most one of them is chosen; two that have
 * none in common are two clusters. An attempt that finds another founding begun by one of its nodes must ask all that the
 * other one lists, and completes it.
 */
record FoundingElectorate() implements Electorate<ClusterRecord> {
    @Override
    public List<NodeId> voters(@Nullable ClusterRecord candidate) {
        return candidate == null
                ? List.of()
                : candidate.members().stream().map(RecordMember::id).toList();
    }

    @Override
    public boolean suffices(@Nullable ClusterRecord candidate, Set<NodeId> answered) {
        return candidate != null && answered.containsAll(voters(candidate));
    }
}
