package io.starlingdb.node.ring;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.schema.Replication;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one transition changes about who owns what. Each is a pure function from the members as they are to those to be. */
public sealed interface Move {

    /** The members as the ring is to see them when the transition is done. */
    List<RecordMember> after(List<RecordMember> members);

    /** The node that the transition is about, for the operator; null if it is about none. */
    @Nullable
    NodeId subject();

    /** What an operator calls it. */
    String verb();

    /** Who is dead for good by the operator's word. */
    default List<NodeId> gone() {
        return List.of();
    }

    /** {@code node}, which is JOINING with its tokens, becomes an owner. */
    record Join(NodeId node) implements Move {
        @Override
        public List<RecordMember> after(List<RecordMember> members) {
            return owning(members, node);
        }

        @Override
        public NodeId subject() {
            return node;
        }

        @Override
        public String verb() {
            return "join";
        }
    }

    /** {@code node}, which is LEAVING and lives, gives its ranges away. */
    record Decommission(NodeId node) implements Move {
        @Override
        public List<RecordMember> after(List<RecordMember> members) {
            return without(members, node);
        }

        @Override
        public NodeId subject() {
            return node;
        }

        @Override
        public String verb() {
            return "decommission";
        }
    }

    /** {@code nodes}, which are dead for good, lose their ranges; ascending. */
    record Remove(List<NodeId> nodes) implements Move {
        public Remove {
            nodes = nodes.stream().sorted().toList();
        }

        @Override
        public List<RecordMember> after(List<RecordMember> members) {
            return members.stream()
                    .filter(member -> !nodes.contains(member.id()))
                    .toList();
        }

        @Override
        public NodeId subject() {
            return nodes.get(0);
        }

        @Override
        public List<NodeId> gone() {
            return nodes;
        }

        @Override
        public String verb() {
            return "remove";
        }
    }

    /** {@code node}, which is JOINING, takes over the tokens of {@code former}, which is dead for good. */
    record Replace(NodeId node, NodeId former) implements Move {
        @Override
        public List<RecordMember> after(List<RecordMember> members) {
            return owning(without(members, former), node);
        }

        @Override
        public NodeId subject() {
            return node;
        }

        @Override
        public String verb() {
            return "replace";
        }

        @Override
        public List<NodeId> gone() {
            return List.of(former);
        }
    }

    /** Members get other tokens. */
    record Rebalance(SortedMap<NodeId, List<Long>> tokens) implements Move {
        public Rebalance {
            SortedMap<NodeId, List<Long>> sorted = new TreeMap<>();
            tokens.forEach(
                    (node, list) -> sorted.put(node, list.stream().sorted().toList()));
            tokens = Collections.unmodifiableSortedMap(sorted);
        }

        @Override
        public List<RecordMember> after(List<RecordMember> members) {
            return members.stream()
                    .map(member -> {
                        List<Long> moved = tokens.get(member.id());
                        return moved == null ? member : member.owning(moved);
                    })
                    .toList();
        }

        @Override
        public @Nullable NodeId subject() {
            return null;
        }

        @Override
        public String verb() {
            return "rebalance";
        }
    }

    /** The keyspace's rows, which were replicated like {@code before}, become replicated as the schema says. */
    record Replicate(String keyspace, Replication before) implements Move {
        @Override
        public List<RecordMember> after(List<RecordMember> members) {
            return members;
        }

        @Override
        public @Nullable NodeId subject() {
            return null;
        }

        @Override
        public String verb() {
            return "replicate";
        }
    }

    private static List<RecordMember> owning(List<RecordMember> members, NodeId node) {
        return members.stream()
                .map(member -> member.id().equals(node) ? member.as(NodeStatus.NORMAL) : member)
                .toList();
    }

    private static List<RecordMember> without(List<RecordMember> members, NodeId node) {
        return members.stream().filter(member -> !member.id().equals(node)).toList();
    }
}
