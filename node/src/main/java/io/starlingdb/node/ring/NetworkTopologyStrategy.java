package io.starlingdb.node.ring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * So many replicas in each datacenter, in distinct racks first.
 *
 * <p>The walk goes clockwise once for all datacenters. In each, a member of a rack that holds no replica yet is taken; one of
 * a rack that does is skipped. When every rack of the datacenter holds one, the skipped are taken in the order in which they
 * were passed, then whoever comes. This is what the drivers compute, order included; Cassandra takes the same members.
 *
 * @param factors replicas by datacenter, each at least 0
 */
public record NetworkTopologyStrategy(SortedMap<String, Integer> factors) implements ReplicationStrategy {

    public NetworkTopologyStrategy {
        factors = Collections.unmodifiableSortedMap(new TreeMap<>(factors));
        for (Map.Entry<String, Integer> entry : factors.entrySet()) {
            if (entry.getValue() < 0) {
                throw new IllegalArgumentException(
                        "The replication factor of " + entry.getKey() + " is " + entry.getValue());
            }
        }
    }

    @Override
    public List<RecordMember> place(Iterable<RecordMember> walk, Topology cluster) {
        Map<String, Datacenter> open = new HashMap<>();
        factors.forEach((name, factor) -> {
            Datacenter datacenter = new Datacenter(factor, cluster.members(name), cluster.racks(name));
            if (!datacenter.isFull()) {
                open.put(name, datacenter);
            }
        });
        List<RecordMember> placed = new ArrayList<>();
        for (RecordMember member : walk) {
            if (open.isEmpty()) {
                break;
            }
            Datacenter datacenter = open.get(member.datacenter());
            if (datacenter != null) {
                datacenter.offer(member, placed);
                if (datacenter.isFull()) {
                    open.remove(member.datacenter());
                }
            }
        }
        return List.copyOf(placed);
    }

    @Override
    public int factor() {
        return factors.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public int factor(String datacenter) {
        return factors.getOrDefault(datacenter, 0);
    }

    @Override
    public List<String> datacenters() {
        return factors.keySet().stream().filter(name -> factor(name) > 0).toList();
    }

    /** One datacenter during a walk. */
    private static final class Datacenter {
        private final int wanted;
        private final int racks;
        private final Set<RecordMember> taken = new LinkedHashSet<>();
        private final Set<String> racksTaken = new HashSet<>();
        private final Deque<RecordMember> skipped = new ArrayDeque<>();

        Datacenter(int factor, int members, int racks) {
            this.wanted = Math.min(factor, members);
            this.racks = racks;
        }

        boolean isFull() {
            return taken.size() >= wanted;
        }

        void offer(RecordMember member, List<RecordMember> placed) {
            if (taken.contains(member)) {
                return;
            }
            if (racksTaken.size() == racks) {
                take(member, placed);
            } else if (racksTaken.add(member.rack())) {
                take(member, placed);
                while (racksTaken.size() == racks && !isFull() && !skipped.isEmpty()) {
                    take(skipped.remove(), placed);
                }
            } else if (!skipped.contains(member)) {
                skipped.add(member);
            }
        }

        private void take(RecordMember member, List<RecordMember> placed) {
            taken.add(member);
            placed.add(member);
        }
    }
}
