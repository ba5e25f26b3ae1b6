package io.starlingdb.node.admin;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.wire.Message;
import java.util.List;

/**
 * How a node sees the cluster.
 *
 * @param epoch of the record that it knows
 * @param record a sum of all that this record says: equal where records are
 * @param opinions of each member of the record and of each node that its gossip knows, ascending by node
 */
record ViewReply(long epoch, long record, List<Opinion> opinions) implements Message {
    /**
     * What it says of one node.
     *
     * @param address between nodes
     * @param status by the record; WAITING for one that is not in it
     * @param liveness by its gossip
     */
    record Opinion(NodeId node, String address, String status, Liveness liveness) {}
}
