package io.starlingdb.node.record;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.RecordMember;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where members are reached: where gossip sees them, else where the record says. After all nodes have moved to other
 * addresses the record is of no use for finding anybody, and cannot be changed without.
 */
final class RecordAddresses {
    private Function<NodeId, @Nullable Endpoint> seen = id -> null;

    void lookUp(Function<NodeId, @Nullable Endpoint> newSeen) {
        seen = newSeen;
    }

    Endpoint of(RecordMember member) {
        Endpoint now = seen.apply(member.id());
        return now != null ? now : member.endpoint();
    }
}
