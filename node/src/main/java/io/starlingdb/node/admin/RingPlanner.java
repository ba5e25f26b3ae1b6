package io.starlingdb.node.admin;

import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Handover;
import io.starlingdb.node.ring.Ownership;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.ReplicationStrategy;
import io.starlingdb.node.ring.Ring;
import io.starlingdb.node.ring.Rings;
import io.starlingdb.node.ring.SimpleStrategy;
import io.starlingdb.node.ring.Transition;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.Replication;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares a record with what a change would make of it. */
final class RingPlanner {
    private final Membership membership;
    private final ClusterRecord before;
    private final ClusterRecord begun;

    /** @param begun the record in which the change has begun; the same as {@code before} if there is nothing to do */
    RingPlanner(Membership membership, ClusterRecord before, ClusterRecord begun) {
        this.membership = membership;
        this.before = before;
        this.begun = begun;
    }

    RingPlan plan(String change) {
        Transition transition = begun.transitions().find(before.epoch() + 1);
        List<RecordMember> after =
                transition == null ? before.members() : transition.move().after(begun.members());
        Map<NodeId, Ownership> sharesBefore = Ownership.of(ring(before.members()));
        Map<NodeId, Ownership> sharesAfter = Ownership.of(ring(after));
        Map<NodeId, Double> fetches = new TreeMap<>();
        Set<String> warnings = new LinkedHashSet<>();
        if (transition != null) {
            Handover handover = Handover.of(begun, transition);
            handover.pieces().forEach(piece -> add(piece, fetches, warnings));
        }
        double bytesOfRing = bytesOfRing(sharesBefore);
        List<RingPlan.Node> nodes = new ArrayList<>();
        double moved = 0;
        for (RecordMember member : begun.members()) {
            double share = fetches.getOrDefault(member.id(), 0.0);
            moved += share;
            nodes.add(new RingPlan.Node(
                    member.id().toString(),
                    member.endpoint().toString(),
                    member.datacenter(),
                    member.rack(),
                    replicated(sharesBefore, member),
                    replicated(sharesAfter, member),
                    (long) (share * bytesOfRing)));
        }
        return new RingPlan(
                change,
                nodes,
                (long) (moved * bytesOfRing),
                spread(sharesBefore),
                spread(sharesAfter),
                List.copyOf(warnings));
    }

    /** As the keyspace with the most copies has it. */
    private Ring ring(List<RecordMember> members) {
        Replication most = before.schema().keyspaces().values().stream()
                .map(KeyspaceSchema::replication)
                .max(Comparator.comparingInt(replication ->
                        new Rings(before).ring(replication).strategy().factor()))
                .orElse(Replication.simple(1));
        return new Ring(
                before.epoch(),
                members,
                before.schema().keyspaces().isEmpty() ? new SimpleStrategy(1) : ReplicationStrategy.of(most, members));
    }

    private static double replicated(Map<NodeId, Ownership> shares, RecordMember member) {
        Ownership ownership = shares.get(member.id());
        return ownership == null ? 0 : ownership.replicated();
    }

    private static double spread(Map<NodeId, Ownership> shares) {
        double most = shares.values().stream()
                .mapToDouble(Ownership::replicated)
                .max()
                .orElse(1);
        double least = shares.values().stream()
                .mapToDouble(Ownership::replicated)
                .min()
                .orElse(1);
        return most / least;
    }

    private void add(Handover.Piece piece, Map<NodeId, Double> fetches, Set<String> warnings) {
        double width = piece.range().width() == 0 ? 1 : (piece.range().width() >>> 1) * 2.0 / 0x1p64;
        // Keyspaces are taken for equally large: only their sum is known.
        double share = width / Math.max(1, before.schema().keyspaces().size());
        for (RecordMember member : piece.next().members()) {
            if (piece.isFetchedBy(member.id())) {
                fetches.merge(member.id(), share, Double::sum);
            }
        }
        String keyspace = piece.keyspace().name();
        if (piece.next().size() < piece.next().factor()) {
            warnings.add("Keyspace " + keyspace + " wants " + piece.next().factor()
                    + " copies of each row, and would have " + piece.next().size() + ": there are too few nodes");
        }
        long racks = piece.next().members().stream()
                .map(RecordMember::location)
                .distinct()
                .count();
        long racksBefore = piece.old().members().stream()
                .map(RecordMember::location)
                .distinct()
                .count();
        if (racks < racksBefore) {
            warnings.add("Keyspace " + keyspace + " would have copies of some rows on " + racks + " racks instead of "
                    + racksBefore);
        }
    }

    /** About how many bytes one copy of everything takes. */
    private double bytesOfRing(Map<NodeId, Ownership> shares) {
        double bytes = 0;
        double copies = 0;
        for (RecordMember member : before.members()) {
            Ownership ownership = shares.get(member.id());
            if (ownership != null) {
                bytes += NodeFacts.number(membership.member(member.id()), NodeFacts.LOAD, 0);
                copies += ownership.replicated();
            }
        }
        return copies == 0 ? 0 : bytes / copies;
    }
}
