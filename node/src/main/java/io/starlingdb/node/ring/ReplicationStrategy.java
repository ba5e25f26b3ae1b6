package io.starlingdb.node.ring;

import io.starlingdb.node.schema.Replication;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which members hold the ranges of a keyspace. Replicas are placed as Cassandra's drivers compute them, so that a driver's
 * token-aware routing meets them.
 */
public sealed interface ReplicationStrategy permits SimpleStrategy, NetworkTopologyStrategy {

    /**
     * What a keyspace's replication means in a cluster of these members: a number for every datacenter counts for those
     * where members own ranges.
     */
    static ReplicationStrategy of(Replication replication, Collection<RecordMember> members) {
        return switch (replication.strategy()) {
            case SIMPLE -> new SimpleStrategy(replication.defaultFactor());
            case NETWORK_TOPOLOGY -> {
                SortedMap<String, Integer> factors = new TreeMap<>(replication.factors());
                members.stream()
                        .filter(member -> member.status().ownsRanges())
                        .forEach(member -> factors.put(member.datacenter(), replication.factor(member.datacenter())));
                yield new NetworkTopologyStrategy(factors);
            }
        };
    }

    /**
     * The replicas of the range whose first owner is {@code walk}'s first member.
     *
     * @param walk the ring's owners clockwise from the range's end, one entry a token, members repeated
     * @param cluster what the strategy must know of the whole ring
     * @return distinct members, fewer than the factor asks for where there are not enough
     */
    List<RecordMember> place(Iterable<RecordMember> walk, Topology cluster);

    /** How many replicas are wanted in all. */
    int factor();

    /** How many replicas are wanted in one datacenter; the whole factor where datacenters do not matter. */
    int factor(String datacenter);

    /** The datacenters that are to hold replicas, ascending; empty where datacenters do not matter. */
    List<String> datacenters();
}
