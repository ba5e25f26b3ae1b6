package io.starlingdb.node.data;

import org.jspecify.annotations.Nullable;

/**
 * What timestamps decide on {@code last_write_wins} tables, among the cells that the dots left: one cell stays in each slot,
 * and nothing that the row's deletion or a whole column's tombstone covers. Cassandra's rules, but for ties between values: the
 * higher dot wins rather than the greater value, so that two writes with one timestamp are never mixed.
 */
final class LastWriteWins {
    private LastWriteWins() {}

    /** The deletion that stays, of both sides'. */
    static @Nullable Deletion laterDeletion(Row mine, Row theirs) {
        Deletion left = mine.deletion();
        Deletion right = theirs.deletion();
        if (left == null && right == null) {
            return null;
        }
        if (left != null && right != null && left.equals(right)) {
            return left;
        }
        if (left != null && theirs.vector().contains(left.dot())) {
            left = null;
        }
        if (right != null && mine.vector().contains(right.dot())) {
            right = null;
        }
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return right.beats(left) ? right : left;
    }

    /** Leaves in {@code cells} what wins. */
    static void resolve(CellList cells, @Nullable Deletion deletion) {
        int size = cells.size();
        int out = 0;
        int place = 0;
        int column = Integer.MIN_VALUE;
        long coveredTo = Long.MIN_VALUE;
        long deletedTo = deletion == null ? Long.MIN_VALUE : deletion.timestamp();
        while (place < size) {
            Cell best = cells.get(place);
            if (best.column() != column) {
                column = best.column();
                coveredTo = deletedTo;
            }
            if (best.kind() == CellKind.COUNTER) {
                if (best.life() > coveredTo) {
                    cells.set(out++, best);
                }
                place++;
                continue;
            }
            place++;
            while (place < size && inSlotOf(best, cells.get(place))) {
                Cell rival = cells.get(place++);
                best = CellOrder.beats(rival, best) ? rival : best;
            }
            if (best.timestamp() > coveredTo) {
                cells.set(out++, best);
                if (best.isTombstone() && best.path() == null) {
                    coveredTo = best.timestamp();
                }
            }
        }
        cells.cut(out);
    }

    private static boolean inSlotOf(Cell best, Cell next) {
        return next.kind() != CellKind.COUNTER && CellOrder.compareSlots(best, next) == 0;
    }
}
