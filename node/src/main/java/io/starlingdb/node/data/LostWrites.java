package io.starlingdb.node.data;

import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lost writes of a {@code last_write_wins} table: own writes of which a join has just removed a cell in favour of a
 * write that had not seen them, and that they had not seen either.
 *
 * <p>Only the node that issued the loser counts, from its own copy of the row: there the loser's cell exists until the first
 * moment that something wins over it, so each loss is met once. What a write had seen travels with its cells
 * ({@link Cell#history}): without it, a replica could not tell a winner that overwrote the loser knowingly, but overtook
 * it on the way, from one that never knew of it. A write whose cells lose one after the other is remembered in the local mark and
 * counted once. Below settled time nothing is counted.
 *
 * <p>Not counted: a write covered by a partition's or range's deletion, which is about whatever is there; a deletion that loses
 * to a deletion; and a write that loses to one with the same timestamp and value, which is one request that was applied twice.
 */
final class LostWrites {
    private LostWrites() {}

    /**
     * Tells the observer what was lost, and answers {@code joined}, with its mark brought up to date.
     *
     * @param mine the local copy before
     * @param issued the write that was just issued here; null if this was another's
     */
    static Row count(Row mine, @Nullable Row issued, Row joined, JoinObserver observer) {
        long[] counted = scan(mine, joined, observer, LocalMark.NONE_COUNTED, joined.mark());
        if (issued != null) {
            counted = scan(issued, joined, observer, counted, joined.mark());
        }
        if (counted.length == 0) {
            return joined;
        }
        LocalMark mark = joined.mark();
        long[] all = counted;
        if (mark != null && mark.counted().length > 0) {
            all = Arrays.copyOf(counted, counted.length + mark.counted().length);
            System.arraycopy(mark.counted(), 0, all, counted.length, mark.counted().length);
        }
        long[] remembered = stillHere(all, joined, observer.actor());
        return joined.withMark(
                mark == null
                        ? new LocalMark(Long.MIN_VALUE, Long.MIN_VALUE, remembered)
                        : new LocalMark(mark.since(), mark.last(), remembered));
    }

    /** Reports the losers among the own cells of {@code before}; answers their stamps, after those in {@code counted}. */
    private static long[] scan(
            Row before, Row joined, JoinObserver observer, long[] counted, @Nullable LocalMark mark) {
        long[] stamps = counted;
        Cell[] after = joined.cells();
        int place = 0;
        for (Cell cell : before.cells()) {
            if (cell.dot().actor() != observer.actor() || !before.vector().contains(cell.dot())) {
                continue;
            }
            while (place < after.length && CellOrder.compare(after[place], cell) < 0) {
                place++;
            }
            if (place < after.length && CellOrder.compare(after[place], cell) == 0) {
                continue;
            }
            long stamp = cell.dot().stamp();
            if (has(stamps, stamp) || (mark != null && mark.hasCounted(stamp))) {
                continue;
            }
            Dot winner = concurrentWinner(joined, cell);
            if (winner != null) {
                observer.lostWrite(cell.dot(), winner);
                stamps = Arrays.copyOf(stamps, stamps.length + 1);
                stamps[stamps.length - 1] = stamp;
            }
        }
        return stamps;
    }

    private static @Nullable Dot concurrentWinner(Row joined, Cell loser) {
        Cell[] cells = joined.cells();
        for (int i = joined.placeOf(loser.column()); i < cells.length && cells[i].column() == loser.column(); i++) {
            Cell cell = cells[i];
            boolean sameSlot = CellOrder.comparePaths(cell.path(), loser.path()) == 0;
            boolean rivals = cell.kind() != CellKind.COUNTER && loser.kind() != CellKind.COUNTER;
            if (sameSlot && rivals && CellOrder.beats(cell, loser)) {
                boolean sameOutcome = cell.isTombstone() && loser.isTombstone() || isSameRequest(cell, loser);
                return !sameOutcome && areConcurrent(loser, cell.dot(), cell.history()) ? cell.dot() : null;
            }
            if (cell.isTombstone() && cell.path() == null && CellOrder.standing(loser) <= cell.timestamp()) {
                return !loser.isTombstone() && areConcurrent(loser, cell.dot(), cell.history()) ? cell.dot() : null;
            }
        }
        Deletion deletion = joined.deletion();
        if (deletion != null && !loser.isTombstone() && deletion.covers(CellOrder.standing(loser))) {
            return areConcurrent(loser, deletion.dot(), deletion.history()) ? deletion.dot() : null;
        }
        return null;
    }

    private static boolean isSameRequest(Cell winner, Cell loser) {
        return winner.timestamp() == loser.timestamp()
                && winner.kind() == loser.kind()
                && Arrays.equals(winner.value(), loser.value());
    }

    private static boolean areConcurrent(Cell loser, Dot winner, VersionVector winnerHistory) {
        return !loser.dot().equals(winner)
                && !winnerHistory.contains(loser.dot())
                && !loser.history().contains(winner);
    }

    private static long[] stillHere(long[] stamps, Row joined, int actor) {
        long[] kept = new long[stamps.length];
        int size = 0;
        for (long stamp : stamps) {
            boolean here = false;
            for (Cell cell : joined.cells()) {
                here |= cell.dot().actor() == actor && cell.dot().stamp() == stamp;
            }
            if (here) {
                kept[size++] = stamp;
            }
        }
        long[] result = Arrays.copyOf(kept, size);
        Arrays.sort(result);
        return result;
    }

    private static boolean has(long[] stamps, long stamp) {
        for (long one : stamps) {
            if (one == stamp) {
                return true;
            }
        }
        return false;
    }
}
