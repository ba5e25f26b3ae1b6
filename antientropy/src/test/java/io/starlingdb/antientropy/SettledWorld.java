package io.starlingdb.antientropy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is left of the world once a time T is closed: three owners of one cell c and of a deletion D that removes it, both from before T, and nothing
 * but exchanges that still change anything. Exchanges compare live cells only, as sums do: a tombstone alone is no difference. An immutable state with
 * all its successors, for exhaustive exploration.
 */
final class SettledWorld {
    static final int OWNERS = 3;

    /** What an owner holds. */
    enum Held {
        NOTHING,
        CELL,
        TOMBSTONE
    }

    /** When an owner takes T for settled. */
    enum Rule {
        /** Once every pair has exchanged since T was closed (the words of the design). */
        EVERY_PAIR,
        /** Once every owner has said that it is in step with both others, at whatever time each said so. */
        EVERY_OWNER,
        /** Once all owners have heard, of one and the same version of each, that it is in step with all: then all were at one moment. */
        ONE_MOMENT
    }

    private final Held[] held;
    /** How often what an owner holds alive from before T has changed. */
    private final int[] versions;
    /** Up to which version of the first the pair is known to be the same, at the first; -1: never compared. */
    private final int[][] same;
    /** What each heard of each: the version at which that one was in step with all; -1: nothing. */
    private final int[][] heard;
    /** What each heard that each had heard, as one number; -1: nothing. */
    private final int[][] heardAll;

    private final boolean[] purged;

    private SettledWorld(Held[] held, int[] versions, int[][] same, int[][] heard, int[][] heardAll, boolean[] purged) {
        this.held = held;
        this.versions = versions;
        this.same = same;
        this.heard = heard;
        this.heardAll = heardAll;
        this.purged = purged;
    }

    static SettledWorld of(Held... held) {
        return new SettledWorld(held, new int[OWNERS], unknown(), unknown(), unknown(), new boolean[OWNERS]);
    }

    private static int[][] unknown() {
        int[][] table = new int[OWNERS][OWNERS];
        for (int[] row : table) {
            Arrays.fill(row, -1);
        }
        return table;
    }

    private SettledWorld copy() {
        return new SettledWorld(
                held.clone(), versions.clone(), copy(same), copy(heard), copy(heardAll), purged.clone());
    }

    private static int[][] copy(int[][] table) {
        return new int[][] {table[0].clone(), table[1].clone(), table[2].clone()};
    }

    List<SettledWorld> next(Rule rule) {
        List<SettledWorld> all = new ArrayList<>();
        for (int i = 0; i < OWNERS; i++) {
            for (int j = 0; j < OWNERS; j++) {
                if (i < j) {
                    all.add(exchanged(i, j));
                }
                if (i != j) {
                    all.add(told(i, j));
                }
            }
            if (!purged[i] && isSettled(i, rule)) {
                all.add(purgedAt(i));
            }
        }
        return all;
    }

    private SettledWorld exchanged(int i, int j) {
        SettledWorld next = copy();
        if ((held[i] == Held.CELL) != (held[j] == Held.CELL)) {
            Held joined = held[i] == Held.TOMBSTONE || held[j] == Held.TOMBSTONE ? Held.TOMBSTONE : Held.CELL;
            next.hold(i, joined);
            next.hold(j, joined);
        }
        next.same[i][j] = next.versions[i];
        next.same[j][i] = next.versions[j];
        return next;
    }

    private void hold(int owner, Held joined) {
        if ((held[owner] == Held.CELL) != (joined == Held.CELL)) {
            versions[owner]++;
        }
        held[owner] = joined;
    }

    /** One owner tells another where it stands. */
    private SettledWorld told(int from, int to) {
        SettledWorld next = copy();
        if (isInStep(from)) {
            next.heard[to][from] = versions[from];
            next.heard[from][from] = versions[from];
            int all = allHeard(next.heard[from]);
            if (all >= 0) {
                next.heardAll[to][from] = all;
                next.heardAll[from][from] = all;
            }
        }
        return next;
    }

    private static int allHeard(int[] versionsHeard) {
        int all = 0;
        for (int version : versionsHeard) {
            if (version < 0) {
                return -1;
            }
            all = all * 10 + version;
        }
        return all;
    }

    private boolean isInStep(int owner) {
        for (int other = 0; other < OWNERS; other++) {
            if (other != owner && same[owner][other] != versions[owner]) {
                return false;
            }
        }
        return true;
    }

    private boolean isSettled(int owner, Rule rule) {
        boolean settled = true;
        for (int i = 0; i < OWNERS; i++) {
            for (int j = 0; j < OWNERS; j++) {
                settled &= switch (rule) {
                    case EVERY_PAIR -> i == j || same[i][j] >= 0;
                    case EVERY_OWNER -> heard[owner][i] >= 0;
                    case ONE_MOMENT -> heardAll[owner][i] >= 0 && heardAll[owner][i] == heardAll[owner][j];
                };
            }
        }
        return settled;
    }

    private SettledWorld purgedAt(int owner) {
        SettledWorld next = copy();
        next.purged[owner] = true;
        if (held[owner] == Held.TOMBSTONE) {
            next.held[owner] = Held.NOTHING;
        }
        return next;
    }

    /** Whether, all being purged, somebody still holds the cell: exchanges will bring it back to all. */
    boolean hasComeBack() {
        return purged[0] && purged[1] && purged[2] && Arrays.asList(held).contains(Held.CELL);
    }

    /** Whether all have purged. */
    boolean isOver() {
        return purged[0] && purged[1] && purged[2];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SettledWorld that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return Arrays.toString(held)
                + Arrays.toString(versions)
                + Arrays.deepToString(same)
                + Arrays.deepToString(heard)
                + Arrays.deepToString(heardAll)
                + Arrays.toString(purged);
    }
}
