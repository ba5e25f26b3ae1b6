package io.starlingdb.node.replica;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.OwnedRange;
import io.starlingdb.node.ring.RecordMember;
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

/**
 * What a recovering replica has to exchange, with whom, and when that is enough: pure. From one record: for each co-replica the ranges of
 * tables that both hold.
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
    private final NodeId self;

    RecoveryParts(ClusterRecord record, NodeId self) {
        this.self = self;
        Rings rings = new Rings(record);
        for (KeyspaceSchema keyspace : record.schema().keyspaces().values()) {
            Ring ring = rings.ring(keyspace);
            for (OwnedRange owned : ring.isEmpty() ? List.<OwnedRange>of() : ring.ranges()) {
                if (owned.replicas().isWritten(self)) {
                    add(keyspace, owned);
                }
            }
        }
    }

    private void add(KeyspaceSchema keyspace, OwnedRange owned) {
        for (RecordMember peer : owned.replicas().written()) {
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
     * Whether enough has been exchanged for this replica's reads to count: with every other member of every replica set that it is in, those
     * that are dead included. Fewer are not enough: a write may have been acknowledged by this node and the one other that is away, and a read
     * that counts this node among R replicas would miss it.
     */
    boolean isEnough(Set<NodeId> exchanged) {
        return exchanged.containsAll(byPeer.keySet());
    }
}
