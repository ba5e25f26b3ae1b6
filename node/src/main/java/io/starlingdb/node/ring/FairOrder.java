package io.starlingdb.node.ring;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A sequence in which each of several parties has so many turns, spread evenly: before each turn every party earns its share
 * of what the turn is worth, the richest takes it and pays its worth (smooth weighted round robin).
 *
 * <p>Where all have as many turns and there are enough of them, the order is shuffled from round to round: none that had one
 * of the last few turns comes before one that had not, and equally rich ones go in an order of the round's own. The last
 * round prefers those who began, as the sequence closes into a ring.
 */
final class FairOrder {
    /** How many turns in a row are of different parties where it is shuffled: the widest useful replica set. */
    private static final int APART = 5;

    private final int total;
    private final boolean shuffled;
    private final int[] share;
    private final int[] left;
    private final long[] wealth;
    private final int apart;
    private final Deque<Integer> recent = new ArrayDeque<>();
    private final Deque<Integer> first = new ArrayDeque<>();
    private int taken;

    /** So many turns for each party. */
    FairOrder(List<Integer> turns) {
        this.total = turns.stream().mapToInt(Integer::intValue).sum();
        this.share = turns.stream().mapToInt(Integer::intValue).toArray();
        this.left = share.clone();
        this.wealth = new long[share.length];
        this.shuffled = share.length > APART && turns.stream().distinct().count() == 1;
        this.apart = Math.min(APART - 1, share.length / 2);
    }

    /** How many turns there are. */
    int total() {
        return total;
    }

    /** Who has the next turn, which is worth so much. */
    int next(int worth) {
        int best = -1;
        for (int party = 0; party < wealth.length; party++) {
            wealth[party] += (long) share[party] * worth;
            if (left[party] > 0 && (best < 0 || comesBefore(party, best))) {
                best = party;
            }
        }
        wealth[best] -= (long) total * worth;
        left[best]--;
        remember(best);
        return best;
    }

    private boolean comesBefore(int one, int other) {
        if (shuffled && recent.contains(one) != recent.contains(other)) {
            return recent.contains(other);
        }
        if (wealth[one] != wealth[other]) {
            return wealth[one] > wealth[other];
        }
        if (!shuffled) {
            return false;
        }
        boolean lastRound = total - taken <= share.length;
        if (lastRound && first.contains(one) != first.contains(other)) {
            return first.contains(one);
        }
        return shuffle(one) < shuffle(other);
    }

    private long shuffle(int party) {
        long round = taken / share.length;
        long mixed = (round * 0x9E3779B97F4A7C15L) ^ (party * 0xC2B2AE3D27D4EB4FL);
        mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
        return mixed ^ (mixed >>> 32);
    }

    private void remember(int party) {
        if (taken++ < apart) {
            first.add(party);
        }
        recent.add(party);
        if (recent.size() > apart) {
            recent.remove();
        }
    }
}
