package io.starlingdb.node.ring;

import io.starlingdb.kernel.NodeId;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of a ring a node has, as a share of 1.
 *
 * @param primary the share of the tokens whose first owner it is; all nodes together have 1
 * @param replicated the share of the tokens that it holds a replica of; all nodes together have the replication factor
 */
public record Ownership(double primary, double replicated) {
    private static final double WHOLE = 0x1p64;

    /** What each owner of the ring has, by node. */
    public static Map<NodeId, Ownership> of(Ring ring) {
        Map<NodeId, Ownership> shares = new TreeMap<>();
        for (OwnedRange owned : ring.ranges()) {
            double share = share(owned.range().width());
            shares.merge(owned.owner().id(), new Ownership(share, 0), Ownership::plus);
            for (RecordMember replica : owned.replicas().members()) {
                shares.merge(replica.id(), new Ownership(0, share), Ownership::plus);
            }
        }
        return shares;
    }

    private static double share(long width) {
        if (width == 0) {
            return 1;
        }
        double unsigned = (width >>> 1) * 2.0 + (width & 1);
        return unsigned / WHOLE;
    }

    private Ownership plus(Ownership other) {
        return new Ownership(primary + other.primary, replicated + other.replicated);
    }
}
