package io.starlingdb.node.ring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses who votes on the next cluster record: all owners up to five, spread over datacenters first and racks second, so
 * that losing one of either costs as few votes as can be. Those who vote already are preferred, so that a change of members
 * moves few votes.
 *
 * <p>Five, because each change waits for a majority of them and more voters make that slower, not safer, in a cluster where
 * nodes are replaced when they fail. A node that is not NORMAL votes only where nobody is.
 */
final class Voters {
    static final int MOST = 5;

    private Voters() {}

    /** The actors of the voters among {@code members}, given who voted so far; a pure function, the same everywhere. */
    static List<Integer> choose(List<RecordMember> members, List<Integer> current) {
        List<RecordMember> candidates = new ArrayList<>(
                members.stream().filter(m -> m.status() == NodeStatus.NORMAL).toList());
        if (candidates.isEmpty()) {
            candidates.addAll(members);
        }
        Map<String, Integer> inDatacenter = new HashMap<>();
        Map<Location, Integer> inRack = new HashMap<>();
        Comparator<RecordMember> lonelyFirst = Comparator.<RecordMember>comparingInt(
                        m -> inDatacenter.getOrDefault(m.datacenter(), 0))
                .thenComparingInt(m -> inRack.getOrDefault(m.location(), 0))
                .thenComparing(m -> !current.contains(m.actor()))
                .thenComparingInt(RecordMember::actor);
        List<Integer> chosen = new ArrayList<>();
        while (chosen.size() < MOST && !candidates.isEmpty()) {
            RecordMember next = candidates.stream().min(lonelyFirst).orElseThrow();
            candidates.remove(next);
            chosen.add(next.actor());
            inDatacenter.merge(next.datacenter(), 1, Integer::sum);
            inRack.merge(next.location(), 1, Integer::sum);
        }
        return chosen.stream().sorted().toList();
    }
}
