package io.starlingdb.node.ring;

import java.util.Comparator;

/**
 * Where a node stands. Replicas are spread over racks within a datacenter; racks of different datacenters are different
 * even when they are named alike.
 */
public record Location(String datacenter, String rack) implements Comparable<Location> {
    private static final Comparator<Location> ORDER =
            Comparator.comparing(Location::datacenter).thenComparing(Location::rack);

    @Override
    public int compareTo(Location other) {
        return ORDER.compare(this, other);
    }
}
