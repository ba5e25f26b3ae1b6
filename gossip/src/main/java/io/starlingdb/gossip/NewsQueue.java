package io.starlingdb.gossip;

import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this node has to tell others, at most one piece about each member: the latest. A piece is told a bounded number of times, those told
 * least often first, so that fresh ones travel at once and old ones fade away (SWIM, 2002, 4.1).
 */
final class NewsQueue {

    /** How many pieces one message carries at most. */
    static final int PER_MESSAGE_MAX = 12;

    private static final Comparator<Piece> LEAST_TOLD_FIRST = Comparator.<Piece>comparingInt(piece -> piece.told)
            .thenComparing(piece -> piece.number, Comparator.reverseOrder());

    private final int retransmissions;
    private final Map<NodeId, Piece> pieces = new TreeMap<>();
    private long lastNumber;

    NewsQueue(int retransmissions) {
        this.retransmissions = retransmissions;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Tells this from now on, instead of what was told about the member before. */
    void add(MemberState state) {
        pieces.put(state.id(), new Piece(state, ++lastNumber));
    }

    void remove(NodeId id) {
        pieces.remove(id);
    }

    /**
     * What the next message tells.
     *
     * @param nodes how many nodes the cluster has: more need more repetitions
     */
    List<MemberState> take(int nodes) {
        if (pieces.isEmpty()) {
            return List.of();
        }
        int limit = retransmissions * (Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, nodes)));
        List<Piece> ordered = new ArrayList<>(pieces.values());
        ordered.sort(LEAST_TOLD_FIRST);
        List<MemberState> taken = new ArrayList<>(Math.min(PER_MESSAGE_MAX, ordered.size()));
        for (Piece piece : ordered.subList(0, Math.min(PER_MESSAGE_MAX, ordered.size()))) {
            taken.add(piece.state);
            if (++piece.told >= limit) {
                pieces.remove(piece.state.id());
            }
        }
        return taken;
    }

    private static final class Piece {
        private final MemberState state;
        private final long number;
        private int told;

        Piece(MemberState state, long number) {
            this.state = state;
            this.number = number;
        }
    }
}
