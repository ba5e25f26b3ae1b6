package io.starlingdb.node.admin;

import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Handover;
import io.starlingdb.node.ring.Move;
import io.starlingdb.node.ring.Ownership;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.ReplicationStrategy;
import io.starlingdb.node.ring.Ring;
import io.starlingdb.node.ring.SimpleStrategy;
import io.starlingdb.node.ring.Transition;
import io.starlingdb.node.schema.KeyspaceSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
        Map<NodeId, Ownership> sharesBefore = Ownership.of(ring(before, before.members()));
        Map<NodeId, Ownership> sharesAfter = Ownership.of(ring(begun, after));
        Map<NodeId, Double> fetches = new TreeMap<>();
        if (transition != null) {
            Handover handover = Handover.of(begun, transition);
            handover.pieces().forEach(piece -> add(piece, fetches));
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
                PlacementWarnings.of(before.schema(), begun.schema(), before.members(), after));
    }

    /** As the keyspace with the most copies has it, of those that the plan is about. */
    private Ring ring(ClusterRecord record, List<RecordMember> members) {
        ReplicationStrategy most = keyspaces(record).stream()
                .map(keyspace -> ReplicationStrategy.of(keyspace.replication(), members))
                .max(Comparator.comparingInt(ReplicationStrategy::factor))
                .orElse(new SimpleStrategy(1));
        return new Ring(record.epoch(), members, most);
    }

    /** Those that shares are told of: the one that would be replicated otherwise, or all. */
    private Collection<KeyspaceSchema> keyspaces(ClusterRecord record) {
        Transition transition = begun.transitions().find(before.epoch() + 1);
        return transition != null && transition.move() instanceof Move.Replicate replicate
                ? List.of(record.schema().requireKeyspace(replicate.keyspace()))
                : record.schema().keyspaces().values();
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

    private void add(Handover.Piece piece, Map<NodeId, Double> fetches) {
        double width = piece.range().width() == 0 ? 1 : (piece.range().width() >>> 1) * 2.0 / 0x1p64;
        // Keyspaces are taken for equally large: only their sum is known.
        double share = width / Math.max(1, before.schema().keyspaces().size());
        for (RecordMember member : piece.next().members()) {
            if (piece.isFetchedBy(member.id())) {
                fetches.merge(member.id(), share, Double::sum);
            }
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
