package io.starlingdb.node.ring;

import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The members that hold a range, in the order of their placement. Immutable; one object serves all ranges of a ring with the
 * same replicas.
 *
 * <p>While a transition moves the range there are two sides, the old owners and the new ones. {@link #members()} are those of
 * the side that is read; those of the other alone are {@link #pending()}: they are written to as well, and a write needs as
 * many answers of each side as its level asks for.
 */
public final class ReplicaSet {
    private final List<RecordMember> members;
    private final ReplicationStrategy strategy;
    private final List<String> datacenters;
    private final @Nullable ReplicaSet other;
    private final List<RecordMember> pending;

    ReplicaSet(List<RecordMember> members, ReplicationStrategy strategy) {
        this(members, strategy, null);
    }

    private ReplicaSet(List<RecordMember> members, ReplicationStrategy strategy, @Nullable ReplicaSet other) {
        this.members = List.copyOf(members);
        this.strategy = strategy;
        this.datacenters = strategy.datacenters();
        this.other = other;
        this.pending = other == null
                ? List.of()
                : other.members().stream()
                        .filter(member -> !contains(member.id()))
                        .toList();
    }

    /** The set in the phase of a transition from {@code old} to {@code next}. */
    static ReplicaSet between(ReplicaSet old, ReplicaSet next, TransitionPhase phase) {
        ReplicaSet read = phase == TransitionPhase.WRITE_BOTH ? old : next;
        ReplicaSet other = phase == TransitionPhase.WRITE_BOTH ? next : old;
        return new ReplicaSet(read.members, read.strategy, other);
    }

    /** The other side of the transition that moves the range; null if none does. */
    @Nullable
    ReplicaSet other() {
        return other;
    }

    /**
     * Who is written to and not read: new owners that are not complete yet, or old ones that are about to go. Empty where no
     * transition moves the range.
     */
    public List<RecordMember> pending() {
        return pending;
    }

    /** Whether the node is written to: it is a replica, or pending. */
    public boolean isWritten(NodeId node) {
        return contains(node) || (other != null && other.contains(node));
    }

    /** Whether both sets have the same replicas and the same wanted number of them, in whatever order. */
    boolean isLike(ReplicaSet that) {
        return members.size() == that.members.size()
                && wantsLike(that)
                && members.stream().allMatch(member -> that.contains(member.id()));
    }

    private boolean wantsLike(ReplicaSet that) {
        return factor() == that.factor()
                && datacenters.isEmpty() == that.datacenters.isEmpty()
                && Stream.concat(datacenters.stream(), that.datacenters.stream())
                        .allMatch(datacenter -> factor(datacenter) == that.factor(datacenter));
    }

    /** {@link #members()} and {@link #pending()}: everybody who holds the range or some of it. */
    public List<RecordMember> written() {
        if (pending.isEmpty()) {
            return members;
        }
        List<RecordMember> all = new ArrayList<>(members);
        all.addAll(pending);
        return List.copyOf(all);
    }

    /** The replicas, at most {@link #factor()} of them. */
    public List<RecordMember> members() {
        return members;
    }

    /** How many there are. */
    public int size() {
        return members.size();
    }

    /** The datacenters that are to hold replicas, ascending; empty where datacenters do not matter. */
    public List<String> datacenters() {
        return datacenters;
    }

    /** How many replicas are wanted; more than {@link #size()} where the cluster is too small. */
    public int factor() {
        return strategy.factor();
    }

    /** How many replicas are wanted in a datacenter; {@link #factor()} where datacenters do not matter. */
    public int factor(String datacenter) {
        return strategy.factor(datacenter);
    }

    /** Whether the node is a replica. */
    public boolean contains(NodeId node) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).id().equals(node)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        String read =
                members.stream().map(member -> member.id().toString()).toList().toString();
        return pending.isEmpty()
                ? read
                : read + " and "
                        + pending.stream().map(member -> member.id().toString()).toList();
    }
}
