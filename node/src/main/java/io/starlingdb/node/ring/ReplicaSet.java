package io.starlingdb.node.ring;

import io.starlingdb.kernel.NodeId;
import java.util.List;

/**
 * The members that hold a range, in the order of their placement. Immutable; one object serves all ranges of a ring with the
 * same replicas.
 */
public final class ReplicaSet {
    private final List<RecordMember> members;
    private final ReplicationStrategy strategy;
    private final List<String> datacenters;

    ReplicaSet(List<RecordMember> members, ReplicationStrategy strategy) {
        this.members = List.copyOf(members);
        this.strategy = strategy;
        this.datacenters = strategy.datacenters();
    }

    /** The replicas, at most {@link #factor()} of them. */
    public List<RecordMember> members() {
        return members;
    }

    /** How many there are. */
    public int size() {
        return members.size();
    }

    /** The datacenters that are to hold replicas, ascending; empty where datacenters do not matter. */
    public List<String> datacenters() {
        return datacenters;
    }

    /** How many replicas are wanted; more than {@link #size()} where the cluster is too small. */
    public int factor() {
        return strategy.factor();
    }

    /** How many replicas are wanted in a datacenter; {@link #factor()} where datacenters do not matter. */
    public int factor(String datacenter) {
        return strategy.factor(datacenter);
    }

    /** Whether the node is a replica. */
    public boolean contains(NodeId node) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).id().equals(node)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return members.stream().map(member -> member.id().toString()).toList().toString();
    }
}
