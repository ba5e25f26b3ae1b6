package io.starlingdb.node.data;

import java.util.Arrays;

/**
 * What a replica alone knows of its copy of an entry: never sent, hashed or compared, and never made by a join.
 *
 * <p>It vouches that this node issued no write to the entry after {@code last}, and that all that it issued from
 * {@code since} on is here, provided that {@code last} belongs to the present process life. A life is named by a stamp below
 * all that it issues. An entry that a join made anew has no mark; a failed local write voids all marks, by beginning a new
 * life.
 *
 * @param since the stamp at which the unbroken run of own writes began
 * @param last the stamp of the latest own write to the entry
 * @param counted stamps of own writes that were already counted as lost and of which cells are still here; sorted
 */
record LocalMark(long since, long last, long[] counted) {
    static final long[] NONE_COUNTED = new long[0];

    /** Whether it vouches in the life that issues all its stamps above {@code life}. */
    boolean vouchesIn(long life) {
        return last > life;
    }

    boolean hasCounted(long stamp) {
        return Arrays.binarySearch(counted, stamp) >= 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LocalMark that
                && since == that.since
                && last == that.last
                && Arrays.equals(counted, that.counted);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(since) * 31 + Long.hashCode(last);
    }
}
