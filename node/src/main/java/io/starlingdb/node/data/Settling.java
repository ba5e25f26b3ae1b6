package io.starlingdb.node.data;

import io.starlingdb.antientropy.Due;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.version.VersionVector;
import org.jspecify.annotations.Nullable;

/**
 * What settled time T does to a stored entry (DESIGN 6.4): every owner has everything up to T, so what only says who has seen what
 * up to T, and tombstones that nothing older can reach any more, are dropped. Pure; at a given T all replicas drop the same of what
 * is hashed.
 *
 * <p>A deletion of a partition or range covers cells in other entries. Its entry may be settled only when those rows were
 * {@linkplain #sweep swept}; a row that is compared or sent at T is swept first.
 */
@SuppressWarnings("ReferenceEquality") // the same object says that nothing changed
public final class Settling {
    private static final long MICROS_PER_HOUR = 3_600_000_000L;
    private static final long MINUTES_PER_HOUR = 60;
    private static final long MICROS_PER_MINUTE = 60_000_000L;
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private Settling() {}

    /**
     * The entry at settled time T: without vector, pending contexts and histories up to T, without tombstones and deletions whose
     * dot and timestamp are not above T, without cells that expired long enough before it.
     *
     * <p>On a {@code siblings} table a write above T may have removed a cell from below T, and nothing but the vector says so: other
     * owners may still hold the cell. There the vector stays until all of it is settled. Meanwhile its gaps below T are
     * closed, and what is pending from below T counts as joined, both of which are true of whatever is settled; so it never grows
     * beyond one interval for each actor.
     *
     * @param settled T, as a stamp in µs
     * @return null when nothing is left; {@code row} itself when nothing changes
     */
    public static @Nullable Row settle(Row row, ConflictMode mode, long settled) {
        return settle(row, mode, settled, settled);
    }

    /** As {@link #settle(Row, ConflictMode, long)}, for any kind of entry: what is part of its hash goes by due minutes. */
    public static @Nullable Row settle(EntryKind kind, Row row, ConflictMode mode, long settled) {
        return settle(
                row, mode, settled, kind == EntryKind.ROW ? settled : Due.doneAt(settled) * MICROS_PER_MINUTE - 1);
    }

    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    private static @Nullable Row settle(Row row, ConflictMode mode, long settled, long deletionsSettled) {
        VersionVector vector = row.vector().above(settled);
        Pending pending = row.pending().above(settled);
        if (mode == ConflictMode.SIBLINGS && !(vector.isEmpty() && pending.isEmpty())) {
            vector = row.vector().union(row.pending().upTo(settled)).gapsFilledUpTo(settled);
        }
        Deletion deletion = row.deletion();
        if (deletion != null
                && deletion.dot().stamp() <= deletionsSettled
                && deletion.timestamp() <= deletionsSettled) {
            deletion = null;
        }
        Cell[] cells = row.cells();
        CellList kept = new CellList(cells.length);
        boolean counts = false;
        for (Cell cell : cells) {
            if (!isPurgeable(cell, settled)) {
                kept.add(withoutSettledHistory(cell, settled));
                counts |= cell.kind() == CellKind.COUNTER;
            }
        }
        LocalMark mark = row.mark();
        if (mark != null && !counts && mark.last() <= settled) {
            mark = null;
        }
        boolean cellsStay = kept.holdsExactly(cells);
        if (cellsStay
                && vector == row.vector()
                && pending.equals(row.pending())
                && deletion == row.deletion()
                && mark == row.mark()) {
            return row;
        }
        Row left = new Row(cellsStay ? cells : kept.toArray(), deletion, vector, pending, mark);
        return left.isEmpty() ? null : left;
    }

    /**
     * What of an arriving delta may be joined at settled time T; exchanges do not ask. A write from up to T is here already, or was
     * removed since: it is refused whole. Of a later one, counter parts are left out whose life began up to T and is not here: that
     * life was deleted, and the tombstone which said so may be gone.
     *
     * @param mine the local copy, which is in good standing; null if there is none
     * @return null when the delta is refused
     */
    public static @Nullable RowDelta admit(@Nullable Row mine, RowDelta delta, long settled) {
        if (delta.dot().stamp() <= settled) {
            return null;
        }
        Row row = delta.row();
        boolean ended = false;
        for (Cell cell : row.cells()) {
            ended |= isOfEndedLife(cell, mine, settled);
        }
        if (!ended) {
            return delta;
        }
        CellList kept = new CellList(row.cellCount());
        for (Cell cell : row.cells()) {
            if (!isOfEndedLife(cell, mine, settled)) {
                kept.add(cell);
            }
        }
        return new RowDelta(
                delta.key(), delta.dot(), new Row(kept.toArray(), row.deletion(), row.vector(), row.pending(), null));
    }

    private static boolean isOfEndedLife(Cell cell, @Nullable Row mine, long settled) {
        return cell.kind() == CellKind.COUNTER && cell.life() <= settled && (mine == null || !mine.holds(cell));
    }

    /**
     * The row without what deletions of its partition or range cover.
     *
     * @param deletedUpTo the timestamp up to which they cover it ({@link Shadow#deletedUpTo})
     * @return {@code row} itself when nothing changes
     */
    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    public static Row sweep(Row row, long deletedUpTo) {
        Cell[] cells = row.cells();
        CellList kept = new CellList(cells.length);
        for (Cell cell : cells) {
            if (CellOrder.standing(cell) > deletedUpTo) {
                kept.add(cell);
            }
        }
        Deletion deletion = row.deletion();
        Deletion left = deletion != null && deletion.timestamp() <= deletedUpTo ? null : deletion;
        if (kept.size() == cells.length && left == deletion) {
            return row;
        }
        return new Row(kept.toArray(), left, row.vector(), row.pending(), row.mark());
    }

    /**
     * The entry as it is once all that is due at settled time T is purged: what is compared or sent at T. Cells from up to T that a deletion of
     * the partition or range covers are left out, those from after T are not.
     *
     * @param deletedUpTo the timestamp up to which such deletions cover it; {@link Long#MIN_VALUE} if none does
     * @return null when nothing is left; {@code row} itself when nothing changes
     */
    public static @Nullable Row view(EntryKind kind, Row row, ConflictMode mode, long settled, long deletedUpTo) {
        if (settled <= 0) {
            return row;
        }
        Row swept = deletedUpTo == Long.MIN_VALUE || kind == EntryKind.RANGE_DELETION
                ? row
                : sweepSettled(row, kind, settled, deletedUpTo);
        return settle(kind, swept, mode, settled);
    }

    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    private static Row sweepSettled(Row row, EntryKind kind, long settled, long deletedUpTo) {
        Cell[] cells = row.cells();
        CellList kept = new CellList(cells.length);
        for (Cell cell : cells) {
            if (cell.dot().stamp() > settled || CellOrder.standing(cell) > deletedUpTo) {
                kept.add(cell);
            }
        }
        Deletion deletion = row.deletion();
        Deletion left = deletion != null
                        && kind == EntryKind.ROW
                        && deletion.dot().stamp() <= settled
                        && deletion.timestamp() <= deletedUpTo
                ? null
                : deletion;
        if (kept.size() == cells.length && left == deletion) {
            return row;
        }
        return new Row(kept.toArray(), left, row.vector(), row.pending(), row.mark());
    }

    /**
     * The settled time, in µs, from which on something of it may be purged: a tombstone, a deletion, a cell that expires; {@link Long#MAX_VALUE} if
     * it holds nothing such.
     */
    public static long firstDue(EntryKind kind, Row row) {
        long due = Long.MAX_VALUE;
        Deletion deletion = row.deletion();
        if (deletion != null) {
            due = kind == EntryKind.ROW
                    ? Math.max(deletion.dot().stamp(), deletion.timestamp())
                    : dueMinute(deletion) * MICROS_PER_MINUTE;
        }
        for (Cell cell : row.cells()) {
            if (cell.kind() == CellKind.TOMBSTONE) {
                due = Math.min(due, Math.max(cell.dot().stamp(), cell.timestamp()));
            } else if (cell.expiresAtSeconds() != 0 && cell.kind() == CellKind.VALUE) {
                due = Math.min(due, dueMinute(cell) * MICROS_PER_MINUTE);
            }
        }
        return due;
    }

    /** How many tombstones and deletions are in an entry. */
    public static int tombstones(@Nullable Row row) {
        if (row == null) {
            return 0;
        }
        int tombstones = row.deletion() == null ? 0 : 1;
        for (Cell cell : row.cells()) {
            tombstones += cell.kind() == CellKind.TOMBSTONE ? 1 : 0;
        }
        return tombstones;
    }

    /**
     * For an owner that is not in good standing: its copy without the cells up to T that a co-owner in good standing lacks. Below T
     * that one's absence is the truth, as it had everything. A counter part goes with the life that it belongs to.
     *
     * @param mine the copy of the owner that is not in good standing
     * @param good the copy of the other at T; null if it has none
     * @return null when nothing is left
     */
    public static @Nullable Row yieldTo(Row mine, @Nullable Row good, long settled) {
        CellList kept = new CellList(mine.cellCount());
        for (Cell cell : mine.cells()) {
            if (cell.life() > settled || (good != null && good.holds(cell))) {
                kept.add(cell);
            }
        }
        if (kept.size() == mine.cellCount()) {
            return mine;
        }
        Row left = new Row(kept.toArray(), mine.deletion(), mine.vector(), mine.pending(), mine.mark());
        return left.isEmpty() ? null : left;
    }

    /**
     * The minute, counted from 1970, from whose beginning an expiring cell may be purged: that of the first whole hour after its expiry, its
     * dot and its timestamp. Whole hours, so that sums by due time are few; replicas whose settled times differ a little still agree
     * on what is there.
     */
    static long dueMinute(Cell cell) {
        long micros = Math.max(
                cell.expiresAtSeconds() * MICROS_PER_SECOND, Math.max(cell.dot().stamp(), cell.timestamp()));
        return (micros / MICROS_PER_HOUR + 1) * MINUTES_PER_HOUR;
    }

    /** The minute, counted from 1970, from whose beginning the deletion of a partition or range may be purged. */
    static long dueMinute(Deletion deletion) {
        return Math.max(deletion.dot().stamp(), deletion.timestamp()) / MICROS_PER_MINUTE + 1;
    }

    private static boolean isPurgeable(Cell cell, long settled) {
        return switch (cell.kind()) {
            case TOMBSTONE -> cell.dot().stamp() <= settled && cell.timestamp() <= settled;
            case VALUE -> cell.expiresAtSeconds() != 0 && dueMinute(cell) <= Due.doneAt(settled);
            case COUNTER -> false;
        };
    }

    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    private static Cell withoutSettledHistory(Cell cell, long settled) {
        VersionVector history = cell.dot().stamp() <= settled
                ? VersionVector.EMPTY
                : cell.history().above(settled);
        return history == cell.history() ? cell : cell.withHistory(history);
    }
}
