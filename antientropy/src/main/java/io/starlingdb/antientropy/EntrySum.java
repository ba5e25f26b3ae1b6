package io.starlingdb.antientropy;

/**
 * What one stored entry adds to the sums: one number for what stays, and one for each due time of what is to be purged then (expiring cells,
 * deletions), so that replicas which purge at different moments compare what is there for both. Immutable.
 */
public interface EntrySum {
    /** The part that is never purged. */
    long lasting();

    /** How many due times have a part. */
    int dueCount();

    /** A due time, in minutes since 1970: its part may be purged once the settled time has reached it. Ascending. */
    long dueAt(int place);

    /** The part that is due then. */
    long dueSumAt(int place);
}
