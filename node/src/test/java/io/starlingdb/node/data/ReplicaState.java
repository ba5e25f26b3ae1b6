package io.starlingdb.node.data;

import io.starlingdb.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * One replica of a {@link RowWorld}.
 *
 * @param have the writes that it has joined
 * @param life the stamp above which its present life issues
 * @param run the writes of its present life to the entry, as long as it held the entry
 * @param kept what a crash may throw it back to
 * @param keptHave the writes that were joined in it
 * @param settled up to where it holds everything settled; 0 while it is recovering
 * @param missing the replicas whose rows it has to join before it is in good standing; none if it is
 */
record ReplicaState(
        @Nullable Row row,
        int have,
        long life,
        int run,
        @Nullable Row kept,
        int keptHave,
        long settled,
        int missing) {
    static final ReplicaState NEW = new ReplicaState(null, 0, 0, 0, null, 0, 0, 0);

    /** Whether nothing has happened to it yet. */
    boolean isFresh() {
        return row == null && have == 0 && life == 0;
    }

    boolean isGood() {
        return missing == 0;
    }

    /** After a write of its own. */
    ReplicaState issued(Row newRow, int number) {
        int more = 1 << number;
        return new ReplicaState(newRow, have | more, life, run | more, kept, keptHave, settled, missing);
    }

    ReplicaState holding(@Nullable Row newRow, int newHave) {
        return new ReplicaState(newRow, newHave, life, run, kept, keptHave, settled, missing);
    }

    ReplicaState standing(long newSettled, int newMissing) {
        return new ReplicaState(row, have, life, row == null ? 0 : run, kept, keptHave, newSettled, newMissing);
    }

    ReplicaState keeping() {
        return new ReplicaState(row, have, life, run, row, have, settled, missing);
    }

    ReplicaState restarted(@Nullable Row left, int leftHave, long newLife, int exchanges) {
        return new ReplicaState(left, leftHave, newLife, 0, null, 0, exchanges == 0 ? settled : 0, missing | exchanges);
    }

    /** Appends all that tells it from others. */
    void write(WireWriter out) {
        write(row, out);
        write(kept, out);
        for (long number : new long[] {have, life, run, keptHave, settled, missing}) {
            out.varint(number);
        }
    }

    private static void write(@Nullable Row row, WireWriter out) {
        out.bool(row != null);
        if (row != null) {
            RowWriter.write(row, out, true);
        }
    }
}
