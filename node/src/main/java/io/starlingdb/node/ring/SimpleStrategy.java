package io.starlingdb.node.ring;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The next {@code factor} distinct members clockwise, wherever they stand.
 *
 * @param factor how many replicas, at least 1
 */
public record SimpleStrategy(int factor) implements ReplicationStrategy {

    public SimpleStrategy {
        if (factor <= 0) {
            throw new IllegalArgumentException("A replication factor is positive, not " + factor);
        }
    }

    @Override
    public List<RecordMember> place(Iterable<RecordMember> walk, Topology cluster) {
        int wanted = Math.min(factor, cluster.members());
        Set<RecordMember> placed = new LinkedHashSet<>();
        for (RecordMember member : walk) {
            if (placed.size() == wanted) {
                break;
            }
            placed.add(member);
        }
        return List.copyOf(placed);
    }

    @Override
    public int factor(String datacenter) {
        return factor;
    }

    @Override
    public List<String> datacenters() {
        return List.of();
    }
}
