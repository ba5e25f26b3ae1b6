package io.starlingdb.node.ring;

import io.starlingdb.kernel.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Searches for tokens that make shares even: a {@link TokenField} and what each node ought to have of it. What is to be made
 * small is the sum over all nodes of what they have too much or too little, where who is far off weighs much more.
 *
 * <p>A newcomer's tokens are first put one by one where each is best by itself. Then they are all moved about at random, a move that makes things
 * worse being taken too as long as it is not by much, and by less and less (threshold accepting): that finds its way out of arrangements that no
 * single move makes better, which is where the plain search ends. The numbers that are drawn depend on the field alone, so that the same members
 * get the same tokens. A try costs the few ranges that it concerns ({@link TokenField}): some tens of thousands are made in about 0.1 s.
 */
final class TokenSearch {
    /** In how many ranges, those whose middles are best, all places are tried. */
    private static final int GAPS = 100;

    /** A range narrower than the average by so much is left alone: to cut it would waste the token that ends it. */
    private static final int NARROW = 8;

    /** At how many parts of such a range. */
    private static final int PARTS = 7;

    /** Moves that are tried in one round of moving about. */
    private static final int TRIES = 30_000;

    /** How much worse a move may make things at the beginning of a round, as a part of the cost before the first. */
    private static final double HEAT = 0.5;

    /** After so many tries the heat is this part of what it was. */
    private static final int TRIES_BETWEEN_COOLINGS = 256;

    private static final double COOLING = 0.9;
    /** One move in so many is a short one, by at most so many slices. */
    private static final int SHORT_ONE_IN = 4;

    private static final int SHORT = 40;

    /** Rounds end when shares differ by no more than this. */
    private static final double GOAL = 1.02;

    private static final int ROUNDS_MAX = 6;

    /** Moves of one node's tokens of which the best is taken. */
    private static final int MOVES_TRIED = 2_000;

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
        if (node < TokenField.FACTOR && placeAmongFew(node, taken)) {
            return taken;
        }
        double whole = field.wanted(node);
        for (int i = 0; i < tokens; i++) {
            field.want(node, whole * (i + 1) / tokens, false);
            taken[i] = bestPlace(node);
            field.add(taken[i], node);
        }
        field.want(node, whole, false);
        field.countCost();
        double heat = field.cost() * HEAT;
        for (int round = 0; round < ROUNDS_MAX && spread() > GOAL; round++) {
            moveAbout(taken, node, heat, new SplittableRandom(field.size() * 31L + round));
        }
        return taken;
    }

    /**
     * Up to {@link TokenField#FACTOR} nodes hold everything, wherever their tokens are: what counts is that shares can be even when more come. Each
     * takes one place in each group of as many evenly spaced ones, by turns that change from group to group.
     *
     * @return false, and nothing is placed, if a group has no place left
     */
    private boolean placeAmongFew(int node, int[] taken) {
        int groups = taken.length;
        double spacing = (double) slices / groups / TokenField.FACTOR;
        for (int group = 0; group < groups; group++) {
            int[] free = freePlaces(group * TokenField.FACTOR, spacing);
            if (free.length == 0) {
                return false;
            }
            taken[group] = free[(node == 0 ? group : group / TokenField.FACTOR) % free.length];
        }
        IntStream.of(taken).forEach(slice -> field.add(slice, node));
        return true;
    }

    /** The places of a group that no token is near to, each moved on to where none is. */
    private int[] freePlaces(int first, double spacing) {
        int near = (int) (spacing / 2);
        return IntStream.range(first, first + TokenField.FACTOR)
                .map(place -> (int) (place * spacing))
                .filter(place -> IntStream.range(place - near, place + near)
                        .noneMatch(slice -> field.isTaken(Math.floorMod(slice, slices))))
                .map(place -> IntStream.range(place, place + near)
                        .filter(slice -> !forbidden.contains(slice))
                        .findFirst()
                        .orElse(-1))
                .filter(place -> place >= 0)
                .toArray();
    }

    private void moveAbout(int[] taken, int node, double firstHeat, SplittableRandom random) {
        field.countCost();
        double cost = field.cost();
        double heat = firstHeat;
        double least = cost;
        int[] best = taken.clone();
        for (int tried = 1; tried <= TRIES; tried++) {
            int token = random.nextInt(taken.length);
            int from = taken[token];
            int to = random.nextInt(SHORT_ONE_IN) == 0
                    ? Math.floorMod(from + random.nextInt(2 * SHORT + 1) - SHORT, slices)
                    : random.nextInt(slices);
            if (field.isTaken(to) || forbidden.contains(to)) {
                continue;
            }
            field.move(from, to, node);
            if (field.cost() <= cost + heat) {
                taken[token] = to;
                cost = field.cost();
                if (cost < least) {
                    least = cost;
                    best = taken.clone();
                }
            } else {
                field.move(to, from, node);
            }
            if (tried % TRIES_BETWEEN_COOLINGS == 0) {
                heat *= COOLING;
                field.countCost();
                cost = field.cost();
            }
        }
        IntStream.of(taken).forEach(field::remove);
        IntStream.of(best).forEach(slice -> field.add(slice, node));
        System.arraycopy(best, 0, taken, 0, taken.length);
    }

    private int bestPlace(int node) {
        field.countCost();
        if (field.size() == 0) {
            return firstPlace();
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
            throw noRoom();
        }
        return best;
    }

    /** Of a datacenter's first member, wherever others have left room. */
    private int firstPlace() {
        return IntStream.range(0, slices)
                .map(step -> (slices / 2 + step) % slices)
                .filter(slice -> !forbidden.contains(slice))
                .findFirst()
                .orElseThrow(TokenSearch::noRoom);
    }

    private static IllegalArgumentException noRoom() {
        return new IllegalArgumentException("The grid of the ring has no room for more tokens");
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

    /** Makes that move of one of the node's tokens which helps most, of some thousands that are drawn; false if none helps. */
    boolean moveOneOf(int node, SplittableRandom random) {
        field.countCost();
        double before = field.cost();
        double least = before;
        int from = -1;
        int to = -1;
        int[] owned = slicesOf(node);
        for (int tried = 0; tried < MOVES_TRIED; tried++) {
            int old = owned[random.nextInt(owned.length)];
            int place = random.nextInt(slices);
            if (field.isTaken(place) || forbidden.contains(place)) {
                continue;
            }
            field.move(old, place, node);
            if (field.cost() < least) {
                least = field.cost();
                from = old;
                to = place;
            }
            field.move(place, old, node);
        }
        if (from < 0 || least > before * 0.999) {
            return false;
        }
        field.move(from, to, node);
        return true;
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
