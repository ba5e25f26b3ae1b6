package io.starlingdb.gossip;

import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

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
    private final Map<NodeId, Piece> pieces = new HashMap<>();
    private final NavigableSet<Piece> ordered = new TreeSet<>(LEAST_TOLD_FIRST);
    private long lastNumber;

    NewsQueue(int retransmissions) {
        this.retransmissions = retransmissions;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Tells this from now on, instead of what was told about the member before. */
    void add(MemberState state) {
        remove(state.id());
        put(new Piece(state, ++lastNumber));
    }

    void remove(NodeId id) {
        Piece removed = pieces.remove(id);
        if (removed != null) {
            ordered.remove(removed);
        }
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
        List<Piece> told = new ArrayList<>(PER_MESSAGE_MAX);
        for (Iterator<Piece> next = ordered.iterator(); next.hasNext() && told.size() < PER_MESSAGE_MAX; ) {
            told.add(next.next());
        }
        List<MemberState> taken = new ArrayList<>(told.size());
        for (Piece piece : told) {
            remove(piece.state.id());
            if (++piece.told < limit) {
                put(piece);
            }
            taken.add(piece.state);
        }
        return taken;
    }

    private void put(Piece piece) {
        pieces.put(piece.state.id(), piece);
        ordered.add(piece);
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
