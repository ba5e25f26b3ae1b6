package io.starlingdb.node.sync;

import io.starlingdb.antientropy.Schedule;
import io.starlingdb.antientropy.Scope;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.OwnedRange;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Ring;
import io.starlingdb.node.ring.Rings;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What this node exchanges with whom by one record: every range that it holds, or is about to, with all others who do; the tables of all keyspaces that
 * are replicated alike together.
 */
final class SyncScopes {
    private final long epoch;
    private final SortedMap<String, SortedSet<Integer>> tables = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> keyspaces = new TreeMap<>();
    private final SortedMap<Scope, List<NodeId>> peers = new TreeMap<>();

    private final SortedMap<Integer, String> byTable = new TreeMap<>();
    private final SettledRanges places = new SettledRanges();

    @SuppressWarnings("ReferenceEquality") // keyspaces that are replicated alike share one ring
    SyncScopes(ClusterRecord record, NodeId self) {
        this.epoch = record.epoch();
        Rings rings = new Rings(record);
        List<Ring> known = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (KeyspaceSchema keyspace : new TreeMap<>(record.schema().keyspaces()).values()) {
            Ring ring = rings.ring(keyspace);
            int place = 0;
            while (place < known.size() && known.get(place) != ring) {
                place++;
            }
            if (place == known.size()) {
                known.add(ring);
                names.add(keyspace.name());
                addRanges(keyspace.name(), ring, self);
            }
            String name = names.get(place);
            SortedSet<Integer> ids = tables.computeIfAbsent(name, any -> new TreeSet<>());
            for (TableSchema table : keyspace.tables().values()) {
                byTable.put(table.id(), name);
                ids.add(table.id());
            }
            keyspaces.computeIfAbsent(name, any -> new TreeSet<>()).add(keyspace.name());
        }
    }

    private void addRanges(String name, Ring ring, NodeId self) {
        if (ring.isEmpty()) {
            return;
        }
        for (OwnedRange owned : ring.ranges()) {
            if (owned.replicas().isWritten(self)) {
                List<NodeId> others = new ArrayList<>();
                for (RecordMember member : owned.replicas().written()) {
                    if (!member.id().equals(self)) {
                        others.add(member.id());
                    }
                }
                peers.put(new Scope(name, owned.range()), others);
                places.put(name, owned.range(), 0);
            }
        }
    }

    long epoch() {
        return epoch;
    }

    /** The scopes of this node. */
    Collection<Scope> scopes() {
        return peers.keySet();
    }

    boolean contains(Scope scope) {
        return peers.containsKey(scope);
    }

    /** Whether the node holds the scope as well. */
    boolean isShared(Scope scope, NodeId peer) {
        return peers.getOrDefault(scope, List.of()).contains(peer);
    }

    /** Who else holds the scope. */
    List<NodeId> peers(Scope scope) {
        return peers.getOrDefault(scope, List.of());
    }

    /** The tables of a scope, ascending. */
    Collection<Integer> tables(Scope scope) {
        return tables.getOrDefault(scope.keyspace(), new TreeSet<>());
    }

    /** The keyspaces of a scope. */
    Collection<String> keyspaces(Scope scope) {
        return keyspaces.getOrDefault(scope.keyspace(), new TreeSet<>());
    }

    /** The scope of a token's rows; null if it is in none. */
    @Nullable
    Scope scopeOf(int tableId, long token) {
        String name = byTable.get(tableId);
        if (name == null) {
            return null;
        }
        SettledRanges.Range range = SettledRanges.at(places.of(name), token);
        return range == null ? null : new Scope(name, range.range());
    }

    /** Whether the scope has tables of this keyspace. */
    boolean hasKeyspace(Scope scope, String keyspace) {
        return keyspaces.getOrDefault(scope.keyspace(), new TreeSet<>()).contains(keyspace);
    }

    /** Every scope with every other who holds it. */
    List<Schedule.Pair> pairs() {
        List<Schedule.Pair> pairs = new ArrayList<>();
        peers.forEach((scope, others) -> others.forEach(peer -> pairs.add(new Schedule.Pair(scope, peer))));
        return pairs;
    }
}
