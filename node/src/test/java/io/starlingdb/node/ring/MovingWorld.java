package io.starlingdb.node.ring;

import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes and the row of a small cluster, and the records that it comes to have: each gets a number, so that states are small. */
final class MovingWorld {
    private static final String KEYSPACE = "k";

    private final List<RecordMember> nodes;
    private final long key;
    private final List<ClusterRecord> records = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, ReplicaSet> places = new HashMap<>();
    private final Map<Long, Handover> handovers = new HashMap<>();

    /**
     * @param nodes all that there are or may be
     * @param key the token of the row
     */
    MovingWorld(List<RecordMember> nodes, long key) {
        this.nodes = nodes;
        this.key = key;
    }

    int size() {
        return nodes.size();
    }

    NodeId id(int node) {
        return nodes.get(node).id();
    }

    int index(NodeId id) {
        for (int node = 0; node < nodes.size(); node++) {
            if (nodes.get(node).id().equals(id)) {
                return node;
            }
        }
        throw new IllegalArgumentException("nobody: " + id);
    }

    Set<NodeId> ids(int bits) {
        Set<NodeId> ids = new HashSet<>();
        for (int node = 0; node < nodes.size(); node++) {
            if ((bits >> node & 1) != 0) {
                ids.add(id(node));
            }
        }
        return ids;
    }

    int number(ClusterRecord record) {
        return numbers.computeIfAbsent(HexFormat.of().formatHex(ClusterRecordCodec.encode(record)), any -> {
            records.add(record);
            return records.size() - 1;
        });
    }

    ClusterRecord record(int number) {
        return records.get(number);
    }

    long epoch(int number) {
        return records.get(number).epoch();
    }

    boolean isKeyIn(Handover.Piece piece) {
        return piece.range().contains(key);
    }

    /** Whom the record gives the row to. */
    ReplicaSet place(int number) {
        return places.computeIfAbsent(number, any -> {
            ClusterRecord record = records.get(number);
            return new Rings(record)
                    .ring(record.schema().requireKeyspace(KEYSPACE))
                    .replicas(key);
        });
    }

    Handover handover(int number, Transition transition) {
        return handovers.computeIfAbsent(
                number * 1_000L + transition.id(), any -> Handover.of(records.get(number), transition));
    }

    /** How many of the owners are among these nodes. */
    int count(ReplicaSet owners, int bits) {
        return (int) owners.members().stream()
                .filter(member -> (bits >> index(member.id()) & 1) != 0)
                .count();
    }

    static int quorum(ReplicaSet owners) {
        return owners.factor() / 2 + 1;
    }

    /** @param mistaken a node that is taken for dead though it may live; -1 for none */
    Handover.Standing standing(MovingState state, int mistaken) {
        return new Handover.Standing() {
            @Override
            public boolean isAlive(NodeId node) {
                return index(node) != mistaken && state.isUp(index(node));
            }

            @Override
            public boolean isGood(NodeId node) {
                return true;
            }
        };
    }
}
