package io.starlingdb.node.coordinator;

/**
 * Counts the answers of one request until enough have come, or cannot come any more.
 *
 * <p>Replicas are numbered from 0 as the request's plan orders them, and fall into groups, each with a number of answers it needs: one
 * group of all replicas (ONE, QUORUM, {@code w=2}), one of the coordinator's datacenter (LOCAL_QUORUM), or one for each datacenter
 * (EACH_QUORUM). While ownership moves, a replica may be in two groups: one of the old owners, one of the new. A replica outside every group may answer but does not count. Each replica is counted once, whatever it sends
 * and however often; the first word counts, except that an answer that turned out late is still taken from a replica given up.
 *
 * <p>Pure, not thread safe, at most 64 replicas.
 */
final class QuorumTracker {
    /** The group of replicas that do not count. */
    static final int OUTSIDE = -1;

    /** The groups of each replica, as bits. */
    private final long[] groupsOf;

    private final int[] needed;
    private final int[] open;
    private final int required;
    private long answered;
    private long failed;
    private int received;
    private int groupsShort;

    /**
     * @param groupOf the group of each replica, or {@link #OUTSIDE}
     * @param neededByGroup how many answers each group needs; 0 is met at once
     */
    QuorumTracker(int[] groupOf, int[] neededByGroup) {
        this(masks(groupOf), neededByGroup);
    }

    /**
     * @param groupsOf the groups of each replica, as bits: {@code 1L << group}
     * @param neededByGroup how many answers each group needs; 0 is met at once
     */
    QuorumTracker(long[] groupsOf, int[] neededByGroup) {
        if (groupsOf.length > Long.SIZE || neededByGroup.length > Long.SIZE) {
            throw new IllegalArgumentException("at most 64 replicas, not " + groupsOf.length);
        }
        this.groupsOf = groupsOf;
        this.needed = neededByGroup.clone();
        this.open = new int[neededByGroup.length];
        int sum = 0;
        for (int need : neededByGroup) {
            sum += need;
            groupsShort += need > 0 ? 1 : 0;
        }
        this.required = sum;
        for (long groups : groupsOf) {
            open(groups, 1);
        }
    }

    private static long[] masks(int[] groupOf) {
        long[] masks = new long[groupOf.length];
        for (int i = 0; i < masks.length; i++) {
            masks[i] = groupOf[i] == OUTSIDE ? 0 : 1L << groupOf[i];
        }
        return masks;
    }

    private void open(long groups, int change) {
        for (long left = groups; left != 0; left &= left - 1) {
            open[Long.numberOfTrailingZeros(left)] += change;
        }
    }

    /** A tracker over {@code replicas} replicas, any {@code required} of which are enough. */
    static QuorumTracker anyOf(int replicas, int required) {
        return new QuorumTracker(new int[replicas], new int[] {required});
    }

    /** The replica has answered. False if it had already. */
    boolean answered(int replica) {
        long bit = 1L << replica;
        if ((answered & bit) != 0) {
            return false;
        }
        answered |= bit;
        long groups = groupsOf[replica];
        if ((failed & bit) == 0) {
            open(groups, -1);
        }
        for (long left = groups; left != 0; left &= left - 1) {
            received++;
            if (--needed[Long.numberOfTrailingZeros(left)] == 0) {
                groupsShort--;
            }
        }
        return true;
    }

    /** The replica refused, failed, or will not be waited for. False if it had answered or failed already. */
    boolean failed(int replica) {
        long bit = 1L << replica;
        if (((answered | failed) & bit) != 0) {
            return false;
        }
        failed |= bit;
        open(groupsOf[replica], -1);
        return true;
    }

    /** Whether enough replicas have answered, in every group. */
    boolean isReached() {
        return groupsShort == 0;
    }

    /** Whether some group can no longer get what it needs, even if every replica still open answers. */
    boolean isImpossible() {
        for (int group = 0; group < needed.length; group++) {
            if (needed[group] > open[group]) {
                return true;
            }
        }
        return false;
    }

    /** How many further answers a group needs; negative if it has had more than it needs. */
    int missing(int group) {
        return needed[group];
    }

    boolean hasAnswered(int replica) {
        return (answered & 1L << replica) != 0;
    }

    boolean hasFailed(int replica) {
        return (failed & ~answered & 1L << replica) != 0;
    }

    /** Whether an answer of the replica would count towards a group that is still short. */
    boolean wants(int replica) {
        if (((answered | failed) & 1L << replica) != 0) {
            return false;
        }
        for (long left = groupsOf[replica]; left != 0; left &= left - 1) {
            if (needed[Long.numberOfTrailingZeros(left)] > 0) {
                return true;
            }
        }
        return false;
    }

    /** Answers needed, all groups together: the {@code required} of an error. */
    int required() {
        return required;
    }

    /** Answers that counted, once for each group: the {@code received} of an error. */
    int received() {
        return received;
    }
}
