package io.starlingdb.node.ring;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.Replication;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Members come, go, and take over from each other: each begins the transition that moves the ranges. Pure, as {@link TransitionSteps}. */
public final class MemberSteps {
    private MemberSteps() {}

    /**
     * A node that wants to be a member.
     *
     * @param memory see {@link RecordMember#memory}
     * @param tokens how many it is to get
     */
    public record Newcomer(NodeId id, long memory, Endpoint endpoint, Location location, int tokens) {
        RecordMember as(int actor, List<Long> owned) {
            return new RecordMember(actor, id, memory, endpoint, location, NodeStatus.JOINING, owned);
        }
    }

    /** The node joins, with tokens that make ownership even. Nothing to do if it is a member already. */
    public static ClusterRecord join(ClusterRecord record, Newcomer newcomer) {
        if (record.member(newcomer.id()) != null) {
            return record;
        }
        requireNew(record, newcomer);
        List<Long> tokens = TokenAllocator.join(
                withTokensToBe(record), new TokenAllocator.Seat(newcomer.location(), newcomer.tokens()));
        Roster roster = record.roster().with(newcomer.as(record.roster().nextActor(), tokens));
        return TransitionSteps.begin(record.with(roster), new Move.Join(newcomer.id()));
    }

    /** The node joins in the place of {@code former}, which is dead for good, and takes over its tokens. */
    public static ClusterRecord replace(ClusterRecord record, Newcomer newcomer, NodeId former) {
        if (record.member(newcomer.id()) != null) {
            return record;
        }
        requireNew(record, newcomer);
        RecordMember dead = requireNormal(record, former);
        if (!dead.location().datacenter().equals(newcomer.location().datacenter())) {
            throw TransitionSteps.conflict("Node " + dead.endpoint() + " stood in datacenter " + dead.datacenter()
                    + ": one of another datacenter cannot replace it");
        }
        Roster roster = record.roster()
                .with(newcomer.as(record.roster().nextActor(), dead.tokens()))
                .changing(former, member -> member.as(NodeStatus.LEAVING));
        return TransitionSteps.begin(record.with(roster), new Move.Replace(newcomer.id(), former));
    }

    /**
     * The node gives its ranges away and leaves.
     *
     * @param force even where rows will have fewer copies than now
     */
    public static ClusterRecord decommission(ClusterRecord record, NodeId node, boolean force) {
        Transition running = record.transitions().about(node);
        if (running != null && running.move() instanceof Move.Decommission) {
            return record;
        }
        requireNormal(record, node);
        requireOthers(record, node);
        ClusterRecord begun = TransitionSteps.begin(
                record.with(record.roster().changing(node, member -> member.as(NodeStatus.LEAVING))),
                new Move.Decommission(node));
        if (!force) {
            requireCopies(begun);
        }
        return begun;
    }

    /** Members get these tokens instead of theirs. */
    public static ClusterRecord rebalance(ClusterRecord record, SortedMap<NodeId, List<Long>> tokens) {
        tokens.keySet().forEach(node -> requireNormal(record, node));
        return tokens.isEmpty() ? record : TransitionSteps.begin(record, new Move.Rebalance(tokens));
    }

    /**
     * The keyspace is replicated differently from now on: {@code record} has the schema that says so already.
     *
     * @param before how it was replicated
     */
    public static ClusterRecord replicate(ClusterRecord record, String keyspace, Replication before) {
        for (Transition transition : record.transitions().running()) {
            if (transition.move() instanceof Move.Replicate replicate
                    && replicate.keyspace().equals(keyspace)) {
                throw TransitionSteps.conflict(
                        "Rows of keyspace " + keyspace
                                + " are on their way to where the last ALTER KEYSPACE wanted them: try again when they are there");
            }
        }
        return TransitionSteps.begin(record, new Move.Replicate(keyspace, before));
    }

    private static void requireNew(ClusterRecord record, Newcomer newcomer) {
        if (record.roster().removed().contains(newcomer.id())) {
            throw TransitionSteps.conflict(
                    "Node " + newcomer.id()
                            + " was a member and left, and an id never comes back. Empty its data_dir, so that it joins as a new node");
        }
        for (RecordMember member : record.members()) {
            if (member.endpoint().equals(newcomer.endpoint())) {
                throw TransitionSteps.conflict("The address " + newcomer.endpoint() + " belongs to member "
                        + member.id() + ". If that one is gone for good, remove it first or give this node another"
                        + " advertise_address; if it lives, correct the address of one of them");
            }
        }
    }

    static RecordMember requireNormal(ClusterRecord record, NodeId node) {
        RecordMember member = record.member(node);
        if (member == null) {
            throw StarlingException.notFound("No member has the id " + node);
        }
        if (member.status() != NodeStatus.NORMAL) {
            throw TransitionSteps.conflict("Node " + member.endpoint() + " is " + member.status()
                    + ": wait until that has ended, or cancel it");
        }
        return member;
    }

    private static void requireOthers(ClusterRecord record, NodeId node) {
        boolean hasOthers = record.members().stream()
                .anyMatch(member -> !member.id().equals(node) && member.status() == NodeStatus.NORMAL);
        if (!hasOthers) {
            throw TransitionSteps.conflict("The last node of a cluster cannot leave it");
        }
    }

    private static void requireCopies(ClusterRecord begun) {
        Transition transition = begun.transitions().find(begun.epoch() + 1);
        if (transition == null) {
            return;
        }
        for (Handover.Piece piece : Handover.of(begun, transition).pieces()) {
            if (piece.next().size() < piece.old().size()) {
                KeyspaceSchema keyspace = piece.keyspace();
                throw new StarlingException(
                        ErrorCode.CONFLICT,
                        "Without this node rows of keyspace " + keyspace.name() + " would have "
                                + piece.next().size() + " copies instead of "
                                + piece.old().size()
                                + ". Add a node first, lower the keyspace's replication, or use --force",
                        Map.of(
                                "required", piece.old().size(),
                                "alive", piece.next().size()));
            }
        }
    }

    /** The members with the tokens that they have or are about to get: no two may have one. */
    private static List<RecordMember> withTokensToBe(ClusterRecord record) {
        List<RecordMember> members = new ArrayList<>(record.members());
        for (Transition transition : record.transitions().running()) {
            if (transition.move() instanceof Move.Rebalance rebalance) {
                members = new ArrayList<>(rebalance.after(members));
            }
        }
        members.removeIf(member -> record.transitions().running().stream()
                .anyMatch(transition -> transition.move() instanceof Move.Replace replace
                        && replace.former().equals(member.id())));
        return members;
    }
}
