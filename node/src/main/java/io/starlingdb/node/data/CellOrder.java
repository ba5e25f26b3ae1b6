package io.starlingdb.node.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The order of a row's cells, and when one cell wins over another.
 *
 * <p>Cells lie by column, then by path (none first), then counter parts behind other cells by actor and life, and other cells
 * by dot. Cells of the same column and path share a <em>slot</em>; counter parts of one actor and life share an identity.
 */
@SuppressWarnings("ReferenceEquality") // cells of one write usually share its dot
final class CellOrder {
    private CellOrder() {}

    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    static int compare(Cell left, Cell right) {
        int bySlot = compareSlots(left, right);
        if (bySlot != 0) {
            return bySlot;
        }
        boolean leftCounts = left.kind() == CellKind.COUNTER;
        boolean rightCounts = right.kind() == CellKind.COUNTER;
        if (leftCounts != rightCounts) {
            return leftCounts ? 1 : -1;
        }
        if (leftCounts) {
            int byActor = Integer.compare(left.dot().actor(), right.dot().actor());
            return byActor != 0 ? byActor : Long.compare(left.life(), right.life());
        }
        return left.dot() == right.dot() ? 0 : left.dot().compareTo(right.dot());
    }

    static int compareSlots(Cell left, Cell right) {
        return left.column() != right.column()
                ? Integer.compare(left.column(), right.column())
                : comparePaths(left.path(), right.path());
    }

    static int comparePaths(byte @Nullable [] left, byte @Nullable [] right) {
        if (left == right) {
            return 0;
        }
        if (left == null) {
            return -1;
        }
        return right == null ? 1 : Arrays.compareUnsigned(left, right);
    }

    /**
     * Whether {@code left} wins over {@code right} in one slot of a {@code last_write_wins} table: by timestamp; on a tie a
     * deletion over a value; between two of a kind the higher dot, so that all ties of two writes fall to the same one.
     */
    static boolean beats(Cell left, Cell right) {
        if (left.timestamp() != right.timestamp()) {
            return left.timestamp() > right.timestamp();
        }
        if (left.isTombstone() != right.isTombstone()) {
            return left.isTombstone();
        }
        return left.dot().compareTo(right.dot()) > 0;
    }

    /**
     * The timestamp with which a cell stands against a deletion: a counter part's is its life's beginning, so that a life that
     * was deleted stays deleted however often it is added to elsewhere.
     */
    static long standing(Cell cell) {
        return cell.kind() == CellKind.COUNTER ? cell.life() : cell.timestamp();
    }
}
