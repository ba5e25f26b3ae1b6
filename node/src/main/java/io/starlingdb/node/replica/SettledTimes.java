package io.starlingdb.node.replica;

import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.RowKey;
import java.util.List;

/**
 * What a replica has to know of settled time, and to tell those who find it out. One that knows nothing of it refuses nothing and purges nothing.
 */
public interface SettledTimes {
    /** Nothing is closed, nothing is settled. */
    SettledTimes NONE = new SettledTimes() {};

    /** What carries a stamp up to this one is refused, but by exchanges; in µs. On any thread. */
    default long closed() {
        return 0;
    }

    /** Up to which stamp every owner of a row has everything; in µs. On any thread. */
    default long settled(int tableId, long token) {
        return 0;
    }

    /** An exchange brings these entries, of one table; they are about to be joined. On the loop. */
    default void joining(List<Entry> entries) {}

    /**
     * They are joined, or that has failed. On the loop.
     *
     * @param gained whether that may have brought something from up to {@link #closed}
     */
    default void joined(List<Entry> entries, boolean gained) {}

    /** Pages of a range begin, or cease, to be on their way here. On the loop. */
    default void fetching(boolean begins) {}

    /**
     * Copies of these entries, of one table, came by another way than an exchange and hold something from up to {@link #closed} that is not here:
     * exchanges the entries with the co-replicas instead. The handler hears how many changed. On the loop.
     */
    default void exchange(List<RowKey> keys, long deadlineNanos, DoneHandler<Integer> handler) {
        handler.done(0);
    }
}
