package io.starlingdb.node.replica;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.OwnedRange;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.ReplicaSet;
import io.starlingdb.node.ring.Ring;
import io.starlingdb.node.ring.Rings;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a recovering replica has to exchange, with whom, and when that is enough: pure. From one record: for each co-replica the ranges of
 * tables that both hold, and every replica set that this node is in.
 */
final class RecoveryParts {
    /** A range of one table, not wrapping. */
    record Part(int tableId, TokenRange range) implements Comparable<Part> {
        private static final Comparator<Part> ORDER = Comparator.comparingInt(Part::tableId)
                .thenComparingLong(part -> part.range().start());

        @Override
        public int compareTo(Part other) {
            return ORDER.compare(this, other);
        }
    }

    private final SortedMap<NodeId, SortedSet<Part>> byPeer = new TreeMap<>();
    private final List<ReplicaSet> sets = new ArrayList<>();
    private final NodeId self;

    RecoveryParts(ClusterRecord record, NodeId self) {
        this.self = self;
        Rings rings = new Rings(record);
        for (KeyspaceSchema keyspace : record.schema().keyspaces().values()) {
            Ring ring = rings.ring(keyspace.replication());
            for (OwnedRange owned : ring.isEmpty() ? List.<OwnedRange>of() : ring.ranges()) {
                if (owned.replicas().contains(self)) {
                    add(keyspace, owned);
                }
            }
        }
    }

    private void add(KeyspaceSchema keyspace, OwnedRange owned) {
        if (!sets.contains(owned.replicas())) {
            sets.add(owned.replicas());
        }
        for (RecordMember peer : owned.replicas().members()) {
            if (!peer.id().equals(self)) {
                Set<Part> parts = byPeer.computeIfAbsent(peer.id(), id -> new TreeSet<>());
                for (TableSchema table : keyspace.tables().values()) {
                    for (TokenRange range : unwrapped(owned.range())) {
                        parts.add(new Part(table.id(), range));
                    }
                }
            }
        }
    }

    private static List<TokenRange> unwrapped(TokenRange range) {
        if (!range.wraps()) {
            return List.of(range);
        }
        List<TokenRange> parts = new ArrayList<>(2);
        if (range.start() != Long.MAX_VALUE) {
            parts.add(new TokenRange(range.start(), Long.MAX_VALUE));
        }
        if (range.end() != Long.MIN_VALUE) {
            parts.add(new TokenRange(Long.MIN_VALUE, range.end()));
        }
        return parts;
    }

    /** The co-replicas. */
    List<NodeId> peers() {
        return List.copyOf(byPeer.keySet());
    }

    /** What to exchange with one co-replica, adjacent ranges put together, in order. */
    List<Part> with(NodeId peer) {
        List<Part> merged = new ArrayList<>();
        for (Part part : byPeer.getOrDefault(peer, new TreeSet<>())) {
            int last = merged.size() - 1;
            if (last >= 0
                    && merged.get(last).tableId() == part.tableId()
                    && merged.get(last).range().end() == part.range().start()) {
                merged.set(
                        last,
                        new Part(
                                part.tableId(),
                                new TokenRange(
                                        merged.get(last).range().start(),
                                        part.range().end())));
            } else {
                merged.add(part);
            }
        }
        return merged;
    }

    /**
     * Whether enough has been exchanged for this replica's reads to count: with every co-replica that lives, and in each replica set with as
     * many as a quorum of it. A write that a quorum acknowledged, this node among it, was acknowledged by one of the others that it has
     * then heard; "all that live" alone would miss it while the one that has it is away.
     */
    boolean isEnough(Set<NodeId> exchanged, Predicate<NodeId> lives) {
        for (ReplicaSet set : sets) {
            int done = 0;
            for (RecordMember member : set.members()) {
                boolean isDone = exchanged.contains(member.id());
                if (!isDone && !member.id().equals(self) && lives.test(member.id())) {
                    return false;
                }
                done += isDone ? 1 : 0;
            }
            int quorum = set.size() / 2 + 1;
            if (done < Math.min(quorum, set.size() - 1)) {
                return false;
            }
        }
        return true;
    }
}
