package io.starlingdb.node.data;

import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules with one fault each: an exploration that does not find them proves nothing. */
final class PlantedBugs {
    private PlantedBugs() {}

    /** A delta that was joined before is joined again. */
    static final Rules REJOIN = new Rules() {
        @Override
        public Row joinDelta(@Nullable Row mine, RowDelta delta, ConflictMode mode, JoinObserver observer) {
            if (mine == null) {
                return Rules.REAL.joinDelta(null, delta, mode, observer);
            }
            VersionVector forgotten = mine.vector().minus(VersionVector.of(delta.dot()));
            return Rules.REAL.joinRow(with(mine, forgotten, mine.pending()), delta.row(), mode, observer);
        }
    };

    /** What a writer had seen goes into the vector, as if it had arrived. */
    static final Rules POISON = new Rules() {
        @Override
        public Row joinDelta(@Nullable Row mine, RowDelta delta, ConflictMode mode, JoinObserver observer) {
            Row joined = Rules.REAL.joinDelta(mine, delta, mode, observer);
            return with(joined, joined.vector().union(joined.pending().upTo(Long.MAX_VALUE)), Pending.NONE);
        }
    };

    /** What a writer had seen, but has not arrived here, is forgotten. */
    static final Rules FORGET_UNSEEN = new Rules() {
        @Override
        public Row joinDelta(@Nullable Row mine, RowDelta delta, ConflictMode mode, JoinObserver observer) {
            Row joined = Rules.REAL.joinDelta(mine, delta, mode, observer);
            return with(joined, joined.vector(), Pending.NONE);
        }
    };

    /** A mark of an earlier life vouches. */
    static final Rules OLD_LIFE = new Rules() {
        @Override
        public Delta issue(
                Mutation mutation, @Nullable Row current, ConflictMode mode, int actor, long stamp, long life) {
            return Rules.REAL.issue(mutation, current, mode, actor, stamp, 0);
        }

        @Override
        public Row joinIssued(@Nullable Row mine, RowDelta delta, ConflictMode mode, long life, JoinObserver observer) {
            return Rules.REAL.joinIssued(mine, delta, mode, 0, observer);
        }
    };

    /** A delta's interval begins at this node's last dot in the vector, wherever that came from. */
    static final Rules ALWAYS_EXTEND = new Rules() {
        @Override
        public Delta issue(
                Mutation mutation, @Nullable Row current, ConflictMode mode, int actor, long stamp, long life) {
            Row marked = current;
            if (current != null && current.vector().last(actor) != Long.MIN_VALUE) {
                long last = current.vector().last(actor);
                marked = current.withMark(new LocalMark(last, last, LocalMark.NONE_COUNTED));
            }
            return Rules.REAL.issue(mutation, marked, mode, actor, stamp, 0);
        }
    };

    /** A counter goes on from this node's last part, wherever that came from. */
    static final Rules RESUME_ANY_LIFE = new Rules() {
        @Override
        public Delta issue(
                Mutation mutation, @Nullable Row current, ConflictMode mode, int actor, long stamp, long life) {
            Row marked = current == null
                    ? null
                    : current.withMark(new LocalMark(Long.MIN_VALUE, stamp - 1, LocalMark.NONE_COUNTED));
            return Rules.REAL.issue(mutation, marked, mode, actor, stamp, 0);
        }
    };

    /** Between two values with one timestamp the greater wins, column by column, as in Cassandra: two writes are mixed. */
    static final Rules GREATER_VALUE = new Rules() {
        @Override
        public Row joinDelta(@Nullable Row mine, RowDelta delta, ConflictMode mode, JoinObserver observer) {
            Row joined = Rules.REAL.joinDelta(mine, delta, mode, observer);
            Cell[] cells = joined.cells().clone();
            for (int i = 0; i < cells.length; i++) {
                cells[i] = greater(cells[i], mine);
                cells[i] = greater(cells[i], delta.row());
            }
            return new Row(cells, joined.deletion(), joined.vector(), joined.pending(), joined.mark());
        }

        private Cell greater(Cell cell, @Nullable Row other) {
            for (int i = 0; other != null && i < other.cellCount(); i++) {
                Cell rival = other.cellAt(i);
                boolean tie = CellOrder.compareSlots(cell, rival) == 0
                        && rival.timestamp() == cell.timestamp()
                        && !rival.isTombstone()
                        && !cell.isTombstone();
                if (tie && Arrays.compareUnsigned(rival.value(), cell.value()) > 0) {
                    return rival;
                }
            }
            return cell;
        }
    };

    /** The union of two vectors loses the dot of the delta. */
    static final Rules DROP_DOT = new Rules() {
        @Override
        public Row joinDelta(@Nullable Row mine, RowDelta delta, ConflictMode mode, JoinObserver observer) {
            Row joined = Rules.REAL.joinDelta(mine, delta, mode, observer);
            return mine == null
                    ? joined
                    : with(joined, joined.vector().minus(VersionVector.of(delta.dot())), joined.pending());
        }
    };

    /** Counter parts of one life are compared by their amounts, and a deleted life may go on. */
    static final Rules LIVES_FORGOTTEN = new Rules() {
        @Override
        public Row joinDelta(@Nullable Row mine, RowDelta delta, ConflictMode mode, JoinObserver observer) {
            Row joined = Rules.REAL.joinDelta(mine, delta, mode, observer);
            List<Cell> cells = new ArrayList<>(List.of(joined.cells()));
            for (Cell part : delta.row().cells()) {
                boolean here = cells.stream().anyMatch(cell -> CellOrder.compare(cell, part) == 0);
                boolean known = mine != null && mine.vector().contains(part.dot());
                if (part.kind() == CellKind.COUNTER && !here && !known) {
                    cells.add(part);
                }
            }
            cells.sort(CellOrder::compare);
            return new Row(
                    cells.toArray(new Cell[0]), joined.deletion(), joined.vector(), joined.pending(), joined.mark());
        }
    };

    /** The node that joins counts whatever is overwritten. */
    static final Rules COUNT_OVERWRITTEN = new Rules() {
        @Override
        public Row joinDelta(@Nullable Row mine, RowDelta delta, ConflictMode mode, JoinObserver observer) {
            Row joined = Rules.REAL.joinDelta(mine, delta, mode, observer);
            for (int i = 0; mine != null && i < mine.cellCount(); i++) {
                Dot dot = mine.cellAt(i).dot();
                boolean gone = Arrays.stream(joined.cells())
                        .noneMatch(cell -> cell.dot().equals(dot));
                if (gone && dot.actor() == observer.actor()) {
                    observer.lostWrite(dot, delta.dot());
                }
            }
            return joined;
        }
    };

    /** Settling drops the vector of a row that a write from above settled time has touched. */
    static final Rules CUT_VECTOR = new Rules() {
        @Override
        public @Nullable Row settle(Row row, ConflictMode mode, long settled) {
            return Settling.settle(row, ConflictMode.LAST_WRITE_WINS, settled);
        }
    };

    /** A late write from below settled time is let in. */
    static final Rules LATE_WRITES = new Rules() {
        @Override
        public @Nullable RowDelta admit(@Nullable Row mine, RowDelta delta, long settled) {
            return delta;
        }
    };

    /** A replica that lost its memory is believed below settled time. */
    static final Rules NO_STANDING = new Rules() {
        @Override
        public @Nullable Row yieldTo(@Nullable Row mine, @Nullable Row good, long settled) {
            return mine;
        }
    };

    private static Row with(Row row, VersionVector vector, Pending pending) {
        return new Row(row.cells(), row.deletion(), vector, pending, row.mark());
    }
}
