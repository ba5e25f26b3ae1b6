package io.starlingdb.node.admin;

import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.coordinator.Coordinator;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.OwnedRange;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.ReplicaSet;
import io.starlingdb.node.ring.Rings;
import io.starlingdb.node.schema.KeyspaceSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether nodes can be stopped so that no quorum is lost. A replica counts as left if gossip sees it alive, it neither drains nor recovers, and
 * it is not to be stopped itself. A quorum is counted over all replicas, and in each datacenter over its own; from the replicas that are wanted,
 * as requests do. A range that is moving must be stopped nowhere: its old and new owners are both needed.
 */
final class SafeToStop {
    private static final int SHOWN_MAX = 20;

    private final ClusterRecord record;
    private final Membership membership;
    private final Set<NodeId> stopping = new TreeSet<>();
    private final List<StopSafety.Problem> problems = new ArrayList<>();
    private int problemCount;
    private int ranges;

    private SafeToStop(ClusterRecord record, Membership membership) {
        this.record = record;
        this.membership = membership;
    }

    /**
     * Looks at every range.
     *
     * @param nodes ids, or addresses between nodes or of HTTP
     * @throws StarlingException NOT_FOUND for a node that is no member; BAD_REQUEST for none
     */
    static StopSafety check(ClusterRecord record, Membership membership, List<String> nodes) {
        SafeToStop check = new SafeToStop(record, membership);
        for (String node : nodes) {
            check.stopping.add(check.find(node).id());
        }
        if (check.stopping.isEmpty()) {
            throw StarlingException.badRequest("say which nodes: ?nodes=ID or HOST:PORT, separated by commas");
        }
        Rings rings = new Rings(record);
        for (KeyspaceSchema keyspace : record.schema().keyspaces().values()) {
            for (OwnedRange range : rings.ring(keyspace).ranges()) {
                check.look(keyspace.name(), range);
            }
        }
        return new StopSafety(
                check.problemCount == 0,
                check.stopping.stream().map(NodeId::toString).toList(),
                check.ranges,
                List.copyOf(check.problems),
                check.problemCount);
    }

    private RecordMember find(String node) {
        for (RecordMember member : record.members()) {
            Member seen = membership.member(member.id());
            if (member.id().toString().equals(node)
                    || member.endpoint().toString().equals(node)
                    || NodeFacts.text(seen, NodeFacts.HTTP).equals(node)) {
                return member;
            }
        }
        throw StarlingException.notFound("The cluster has no node '" + node + "'");
    }

    private void look(String keyspace, OwnedRange range) {
        ranges++;
        ReplicaSet replicas = range.replicas();
        boolean touched = replicas.written().stream().anyMatch(member -> stopping.contains(member.id()));
        if (!touched) {
            return;
        }
        if (!replicas.pending().isEmpty()) {
            problem(keyspace, "", range, replicas.size(), replicas.members(), "the range is moving to other owners");
            return;
        }
        quorum(keyspace, "", range, replicas.factor(), replicas.members());
        for (String datacenter : replicas.datacenters()) {
            quorum(
                    keyspace,
                    datacenter,
                    range,
                    replicas.factor(datacenter),
                    replicas.members().stream()
                            .filter(member -> member.datacenter().equals(datacenter))
                            .toList());
        }
    }

    private void quorum(String keyspace, String datacenter, OwnedRange range, int wanted, List<RecordMember> replicas) {
        int required = wanted / 2 + 1;
        long left = replicas.stream().filter(this::isLeft).count();
        if (wanted > 0 && left < required) {
            problem(
                    keyspace,
                    datacenter,
                    range,
                    required,
                    replicas,
                    "a quorum is " + required + " of " + wanted + " replicas"
                            + (datacenter.isEmpty() ? "" : " in " + datacenter) + ", and " + left + " would be left");
        }
    }

    private void problem(
            String keyspace,
            String datacenter,
            OwnedRange range,
            int required,
            List<RecordMember> replicas,
            String reason) {
        problemCount++;
        if (problems.size() < SHOWN_MAX) {
            problems.add(new StopSafety.Problem(
                    keyspace,
                    datacenter,
                    Long.toString(range.range().start()),
                    Long.toString(range.range().end()),
                    required,
                    (int) replicas.stream().filter(this::isLeft).count(),
                    replicas.stream()
                            .filter(member -> !isLeft(member))
                            .map(member -> member.endpoint().toString())
                            .toList(),
                    reason));
        }
    }

    private boolean isLeft(RecordMember replica) {
        Member seen = membership.member(replica.id());
        return !stopping.contains(replica.id())
                && seen != null
                && seen.isAlive()
                && !NodeFacts.text(seen, NodeFacts.DRAINING).equals("true")
                && !Coordinator.RECOVERING.equals(seen.fact(Coordinator.STANDING_FACT));
    }
}
