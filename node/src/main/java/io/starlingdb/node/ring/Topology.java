package io.starlingdb.node.ring;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How many members own ranges, in all and by datacenter, and how many racks each datacenter has. */
public final class Topology {
    private final int members;
    private final Map<String, Integer> membersIn = new HashMap<>();
    private final Map<String, Set<String>> racksIn = new HashMap<>();

    Topology(Collection<RecordMember> owners) {
        members = owners.size();
        for (RecordMember owner : owners) {
            membersIn.merge(owner.datacenter(), 1, Integer::sum);
            racksIn.computeIfAbsent(owner.datacenter(), any -> new HashSet<>()).add(owner.rack());
        }
    }

    /** Members that own ranges. */
    public int members() {
        return members;
    }

    /** Members of {@code datacenter} that own ranges. */
    public int members(String datacenter) {
        return membersIn.getOrDefault(datacenter, 0);
    }

    /** Racks of {@code datacenter} with such members. */
    public int racks(String datacenter) {
        return racksIn.getOrDefault(datacenter, Set.of()).size();
    }
}
