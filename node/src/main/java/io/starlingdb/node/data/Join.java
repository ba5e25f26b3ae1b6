package io.starlingdb.node.data;

import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.version.VersionVector;
import org.jspecify.annotations.Nullable;

/**
 * The one rule of the system: how two copies of an entry become one. Writes, retries, hints, repairs and streams all end here.
 *
 * <p>First the dots decide what is kept: <em>a cell stays if both sides have it, or if the side that lacks it has neither seen
 * nor replaced its dot</em>. The side that has seen a dot without having its cell had that cell removed, by a later write or a
 * deletion; the side whose {@link Pending} names it has heard of a writer that replaced it. A counter part counts as seen as
 * soon as the beginning of its life was: its life was deleted, whatever was added to it elsewhere meanwhile. That is all on
 * {@code siblings} tables (an observed-remove map of multi-value registers, in the line of "Dotted Version Vector Sets" and
 * "Delta State Replicated Data Types", Almeida et al. 2018).
 *
 * <p>On {@code last_write_wins} tables timestamps then decide among the kept cells ({@link LastWriteWins}). Dots come first
 * because a tombstone that was purged no longer speaks for the cells that it removed, while the vector still does.
 *
 * <p>Join is commutative, associative and idempotent, and looks at no clock. A delta needs no rule of its own: it is the row of
 * a replica that has joined one write only.
 */
@SuppressWarnings("ReferenceEquality") // the same object says that nothing changed
public final class Join {
    private Join() {}

    /**
     * Joins a delta into the local copy. Answers {@code mine} itself if that changes nothing.
     *
     * @param mine the local copy; null if there is none. Its local mark stays
     */
    public static Row join(@Nullable Row mine, RowDelta delta, ConflictMode mode, JoinObserver observer) {
        if (mine != null && mine.vector().contains(delta.dot())) {
            return mine;
        }
        return join(mine, delta.row(), mode, observer);
    }

    /**
     * Joins another copy into the local one. Answers {@code mine} itself if that changes nothing.
     *
     * @param mine the local copy; null if there is none. Its local mark stays; that of {@code theirs} never counts
     */
    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    public static Row join(@Nullable Row mine, @Nullable Row theirs, ConflictMode mode, JoinObserver observer) {
        if (mine == null || theirs == null) {
            return mine != null ? mine : theirs == null ? Row.EMPTY : theirs.withMark(null);
        }
        Row joined = merge(mine, theirs, mode);
        if (joined == mine || mode != ConflictMode.LAST_WRITE_WINS || observer.actor() < 0) {
            return joined;
        }
        return LostWrites.count(mine, null, joined, observer);
    }

    /**
     * Joins a delta that this replica has just issued from {@code mine}, and marks the entry as vouched for.
     *
     * @param life the stamp above which all stamps of this process life lie
     */
    public static Row issue(@Nullable Row mine, RowDelta delta, ConflictMode mode, long life, JoinObserver observer) {
        Row before = mine == null ? Row.EMPTY : mine;
        Row joined = merge(before, delta.row(), mode);
        if (mode == ConflictMode.LAST_WRITE_WINS && observer.actor() >= 0) {
            joined = LostWrites.count(before, delta.row(), joined, observer);
        }
        LocalMark mark = joined.mark();
        long stamp = delta.dot().stamp();
        long since = mark != null && mark.vouchesIn(life) ? mark.since() : stamp;
        return joined.withMark(new LocalMark(since, stamp, mark == null ? LocalMark.NONE_COUNTED : mark.counted()));
    }

    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    private static Row merge(Row mine, Row theirs, ConflictMode mode) {
        VersionVector vector = mine.vector().union(theirs.vector());
        CellList kept = keep(mine, theirs);
        Deletion deletion = null;
        if (mode == ConflictMode.LAST_WRITE_WINS) {
            deletion = LastWriteWins.laterDeletion(mine, theirs);
            LastWriteWins.resolve(kept, deletion);
        } else {
            vector = withRemoved(mine.cells(), kept, withRemoved(theirs.cells(), kept, vector));
        }
        Pending pending = mine.pending().union(theirs.pending()).minus(vector);
        boolean cellsStay = kept.holdsExactly(mine.cells());
        if (cellsStay && vector == mine.vector() && deletion == mine.deletion() && pending.equals(mine.pending())) {
            return mine;
        }
        return new Row(cellsStay ? mine.cells() : kept.toArray(), deletion, vector, pending, mine.mark());
    }

    private static CellList keep(Row mine, Row theirs) {
        Cell[] left = mine.cells();
        Cell[] right = theirs.cells();
        CellList kept = new CellList(left.length + right.length);
        int l = 0;
        int r = 0;
        while (l < left.length || r < right.length) {
            int order = l == left.length ? 1 : r == right.length ? -1 : CellOrder.compare(left[l], right[r]);
            if (order < 0) {
                if (!hasRemoved(theirs, left[l])) {
                    kept.add(left[l]);
                }
                l++;
            } else if (order > 0) {
                if (!hasRemoved(mine, right[r])) {
                    kept.add(right[r]);
                }
                r++;
            } else {
                // The same cell; or two states of one counter part, of which the later one holds the earlier.
                kept.add(left[l].dot().compareTo(right[r].dot()) >= 0 ? left[l] : right[r]);
                l++;
                r++;
            }
        }
        return kept;
    }

    /**
     * The vector with the dots of cells that were here and are no longer kept. It may lack them where they were settled; but who had
     * the cell had joined its write, and from now on has to know that its absence means removal.
     */
    private static VersionVector withRemoved(Cell[] before, CellList kept, VersionVector vector) {
        VersionVector seen = vector;
        int place = 0;
        for (Cell cell : before) {
            while (place < kept.size() && CellOrder.compare(kept.get(place), cell) < 0) {
                place++;
            }
            if (place == kept.size() || CellOrder.compare(kept.get(place), cell) != 0) {
                seen = seen.with(cell.dot());
            }
        }
        return seen;
    }

    /** Whether this side, which lacks the cell, once had it or has heard that it was replaced. */
    private static boolean hasRemoved(Row side, Cell cell) {
        VersionVector seen = side.vector();
        if (seen.contains(cell.dot())) {
            return true;
        }
        if (cell.kind() == CellKind.COUNTER && seen.contains(cell.dot().actor(), cell.life())) {
            return true;
        }
        return !side.pending().isEmpty() && side.pending().replaces(cell);
    }
}
