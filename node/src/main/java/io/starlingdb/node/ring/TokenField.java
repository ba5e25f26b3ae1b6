package io.starlingdb.node.ring;

import java.util.Arrays;

/**
 * The tokens of one datacenter while they are being chosen: how much of the ring each node holds a replica of, kept up to date
 * as tokens come and go. Positions are slices of the grid. Not thread safe.
 *
 * <p>A range's replicas are found by a walk clockwise from its end. A walk that starts one token earlier sees everything that
 * the later one sees, so it never ends later: a token that comes or goes concerns only the ranges right before it whose
 * walks reach it, which is why one change costs a few steps and not the whole ring.
 */
final class TokenField {
    /** The replication factor that shares are evened for. */
    static final int FACTOR = 3;

    /** Makes a node that is 1 % off weigh twice as much as its square says. */
    private static final double FAR_OFF = 10_000;

    private final int slices;
    private final int[] rackOf;
    private final int racks;
    private final int factor;
    private final long[] shares;
    private final double[] wanted;
    private double cost;
    private int growing = -1;
    /** What the newest walk found: so many replicas. */
    private final int[] placed;

    private int replicas;
    private final int[] skipped;
    private int[] at;
    private int[] owner;
    private int size;

    /**
     * @param slices how many positions the ring has
     * @param rackOf each node's rack, numbered from 0
     * @param wanted how many slices each node ought to hold a replica of
     */
    TokenField(int slices, int[] rackOf, double[] wanted) {
        this.wanted = wanted.clone();
        this.slices = slices;
        this.rackOf = rackOf.clone();
        this.racks = Arrays.stream(rackOf).max().orElse(-1) + 1;
        this.factor = Math.min(FACTOR, rackOf.length);
        this.shares = new long[rackOf.length];
        this.placed = new int[factor];
        this.skipped = new int[factor];
        countCost();
        this.at = new int[64];
        this.owner = new int[64];
    }

    /** A node's share against what it ought to be: 1 is right. */
    double part(int node) {
        return shares[node] / wanted[node];
    }

    double wanted(int node) {
        return wanted[node];
    }

    /**
     * From now on the node ought to have so much.
     *
     * @param isGrowing whether that is only for now, as it still gets tokens: then its being far off does not count so much
     */
    void want(int node, double slicesWanted, boolean isGrowing) {
        wanted[node] = slicesWanted;
        growing = isGrowing ? node : -1;
        countCost();
    }

    /** How uneven shares are: who is far off weighs much more than who is a little off. */
    double cost() {
        return cost;
    }

    /** What the cost would be with one more token: nothing is changed, not even by rounding. */
    double costWith(int slice, int node) {
        double before = cost;
        add(slice, node);
        double with = cost;
        remove(slice);
        cost = before;
        return with;
    }

    /** Computes the cost anew: adding and taking away leaves it a little wrong in the end. */
    void countCost() {
        cost = 0;
        for (int node = 0; node < shares.length; node++) {
            cost += cost(node);
        }
    }

    private double cost(int node) {
        double off = part(node) - 1;
        double square = off * off;
        return node == growing ? square : square + square * square * FAR_OFF;
    }

    /** How many nodes there are. */
    int nodes() {
        return shares.length;
    }

    int size() {
        return size;
    }

    /** The slice of the token with this index, ascending. */
    int slice(int index) {
        return at[index];
    }

    int ownerOf(int index) {
        return owner[index];
    }

    boolean isTaken(int slice) {
        return Arrays.binarySearch(at, 0, size, slice) >= 0;
    }

    /** Gives a node the token at a free slice. */
    void add(int slice, int node) {
        int index = -Arrays.binarySearch(at, 0, size, slice) - 1;
        count(index, -1);
        if (size == at.length) {
            at = Arrays.copyOf(at, 2 * size);
            owner = Arrays.copyOf(owner, 2 * size);
        }
        System.arraycopy(at, index, at, index + 1, size - index);
        System.arraycopy(owner, index, owner, index + 1, size - index);
        at[index] = slice;
        owner[index] = node;
        size++;
        countWith(index, 1);
    }

    /** Takes a node's token from one slice to another. */
    void move(int from, int to, int node) {
        remove(from);
        add(to, node);
    }

    /** Takes a token away. */
    void remove(int slice) {
        int index = Arrays.binarySearch(at, 0, size, slice);
        countWith(index, -1);
        System.arraycopy(at, index + 1, at, index, size - index - 1);
        System.arraycopy(owner, index + 1, owner, index, size - index - 1);
        size--;
        count(index, 1);
    }

    /** Counts the ranges that a token at {@code index} concerns, which is not there: those before it that see past it. */
    private void count(int index, int sign) {
        if (size == 0) {
            return;
        }
        int follower = index % size;
        credit(follower, sign); // the range that the token would cut
        for (int back = 1; back < size; back++) {
            int start = Math.floorMod(index - back, size);
            if (walk(start) <= back) { // ends before the place of the token: it looked at start … index - 1 at most
                return;
            }
            credit(start, sign);
        }
    }

    /** Counts the ranges that the token at {@code index} concerns, which is there. */
    private void countWith(int index, int sign) {
        credit(index, sign);
        if (size > 1) {
            credit((index + 1) % size, sign); // what the token cut off
        }
        for (int back = 1; back < size - 1; back++) {
            int start = Math.floorMod(index - back, size);
            if (walk(start) <= back) {
                return;
            }
            credit(start, sign);
        }
    }

    private void credit(int index, int sign) {
        walk(index);
        long width = index == 0 ? at[0] + slices - at[size - 1] : at[index] - at[index - 1];
        if (size == 1) {
            width = slices;
        }
        for (int i = 0; i < replicas; i++) {
            int node = placed[i];
            cost -= cost(node);
            shares[node] += sign * width;
            cost += cost(node);
        }
    }

    /** How many tokens the walk from {@code start} looks at. */
    private int walk(int start) {
        int steps = 0;
        int found = 0;
        int racksSeen = 0;
        int left = 0;
        while (steps < size && found < factor) {
            int node = owner[(start + steps) % size];
            steps++;
            if (contains(placed, found, node)) {
                continue;
            }
            boolean isNewRack = !hasRack(found, rackOf[node]);
            if (isNewRack || racksSeen == racks) {
                placed[found++] = node;
                racksSeen += isNewRack ? 1 : 0;
                if (isNewRack && racksSeen == racks) {
                    for (int i = 0; i < left && found < factor; i++) {
                        placed[found++] = skipped[i];
                    }
                }
            } else if (left < skipped.length && !contains(skipped, left, node)) {
                skipped[left++] = node;
            }
        }
        for (int i = 0; i < left && found < factor; i++) {
            if (!contains(placed, found, skipped[i])) {
                placed[found++] = skipped[i];
            }
        }
        replicas = found;
        return steps;
    }

    private boolean hasRack(int found, int rack) {
        for (int i = 0; i < found; i++) {
            if (rackOf[placed[i]] == rack) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(int[] nodes, int count, int wanted) {
        for (int i = 0; i < count; i++) {
            if (nodes[i] == wanted) {
                return true;
            }
        }
        return false;
    }
}
