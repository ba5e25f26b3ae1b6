package io.starlingdb.node.ring;

import io.starlingdb.kernel.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Searches for tokens that make shares even: a {@link TokenField} and what each node ought to have of it. What is to be made
 * small is the sum over all nodes of the squares of what they have too much or too little.
 *
 * <p>A token is tried in the middle of each range, and at more places of the ranges that are best; the best one is taken. When all of a
 * newcomer's tokens are there, each is taken up again and put where it is best now that the others are known, until that
 * helps no more. A try costs the few ranges that it concerns ({@link TokenField}), so that all places may be tried.
 */
final class TokenSearch {
    /** In how many ranges, those whose middles are best, all places are tried. */
    private static final int GAPS = 500;

    /** A range narrower than the average by so much is left alone: to cut it would waste the token that ends it. */
    private static final int NARROW = 8;

    /** At how many parts of such a range. */
    private static final int PARTS = 7;

    private static final int ROUNDS_MAX = 5;

    private final TokenField field;
    private final int slices;
    private final Set<Integer> forbidden;

    /**
     * @param slices how many positions the ring has
     * @param forbidden positions that may not be taken
     */
    TokenSearch(TokenField field, int slices, Set<Integer> forbidden) {
        this.field = field;
        this.slices = slices;
        this.forbidden = forbidden;
    }

    /** Gives {@code node}, which has none, so many tokens; returns their slices. */
    int[] place(int node, int tokens) {
        int[] taken = new int[tokens];
        double whole = field.wanted(node);
        for (int i = 0; i < tokens; i++) {
            field.want(node, whole * (i + 1) / tokens, false);
            taken[i] = bestPlace(node);
            field.add(taken[i], node);
        }
        field.want(node, whole, false);
        double cost = field.cost();
        for (int round = 0; round < ROUNDS_MAX; round++) {
            for (int i = 0; i < tokens; i++) {
                taken[i] = placeAgain(taken[i], node);
            }
            double now = field.cost();
            if (now > cost * 0.99) {
                break;
            }
            cost = now;
        }
        return taken;
    }

    /** Takes a node's token up and puts it where it is best; returns its slice. */
    int placeAgain(int slice, int node) {
        field.countCost();
        double before = field.cost();
        field.remove(slice);
        int best = bestPlace(node);
        field.add(best, node);
        field.countCost();
        if (field.cost() < before) {
            return best;
        }
        field.remove(best);
        field.add(slice, node);
        return slice;
    }

    private int bestPlace(int node) {
        field.countCost();
        if (field.size() == 0) {
            return slices / 2;
        }
        int[] ends = IntStream.range(0, field.size()).map(field::slice).toArray();
        List<Gap> gaps = new ArrayList<>();
        for (int index = 0; index < ends.length; index++) {
            int width = index == 0 ? ends[0] + slices - ends[ends.length - 1] : ends[index] - ends[index - 1];
            if (width > Math.max(1, slices / ends.length / NARROW)) {
                gaps.add(new Gap(ends[index], width, tried(ends[index] - width / 2, node)));
            }
        }
        gaps.sort(Comparator.comparingDouble(Gap::cost));
        int best = -1;
        double least = Double.MAX_VALUE;
        for (Gap gap : gaps.subList(0, Math.min(GAPS, gaps.size()))) {
            for (int part = 1; part < PARTS; part++) {
                int slice = gap.end() - Math.max(1, (int) ((long) gap.width() * part / PARTS));
                double cost = tried(slice, node);
                if (cost < least) {
                    least = cost;
                    best = Math.floorMod(slice, slices);
                }
            }
        }
        if (best < 0) {
            throw new IllegalArgumentException("The grid of the ring has no room for more tokens");
        }
        return best;
    }

    /** A range and what it would cost to put a token in its middle. */
    private record Gap(int end, int width, double cost) {}

    /** The cost with one more token; the highest there is where it cannot be put. */
    private double tried(int position, int node) {
        int slice = Math.floorMod(position, slices);
        if (field.isTaken(slice) || forbidden.contains(slice)) {
            return Double.MAX_VALUE;
        }
        return field.costWith(slice, node);
    }

    /** The largest share over the smallest, each against what it ought to be. */
    double spread() {
        double most = 0;
        double least = Double.MAX_VALUE;
        for (int node = 0; node < field.nodes(); node++) {
            double part = field.part(node);
            most = Math.max(most, part);
            least = Math.min(least, part);
        }
        return most / least;
    }

    /** The node that is farthest from what it ought to have, those in {@code except} aside. */
    int mostOff(Set<Integer> except) {
        int found = -1;
        double most = -1;
        for (int node = 0; node < field.nodes(); node++) {
            double off = Math.abs(field.part(node) - 1);
            if (off > most && !except.contains(node)) {
                most = off;
                found = node;
            }
        }
        return found;
    }

    /** Moves that token of the node which helps most; false if none does. */
    boolean moveOneOf(int node) {
        field.countCost();
        double before = field.cost();
        double least = before;
        int from = -1;
        int to = -1;
        for (int slice : slicesOf(node)) {
            field.remove(slice);
            int best = bestPlace(node);
            field.add(best, node);
            field.countCost();
            double cost = field.cost();
            if (cost < least) {
                least = cost;
                from = slice;
                to = best;
            }
            field.remove(best);
            field.add(slice, node);
        }
        if (from < 0) {
            return false;
        }
        field.remove(from);
        field.add(to, node);
        return least < before * 0.999;
    }

    private int[] slicesOf(int node) {
        return IntStream.range(0, field.size())
                .filter(index -> field.ownerOf(index) == node)
                .map(field::slice)
                .toArray();
    }

    List<Long> tokensOf(int node) {
        return IntStream.of(slicesOf(node)).mapToObj(Tokens::endOf).sorted().toList();
    }
}
