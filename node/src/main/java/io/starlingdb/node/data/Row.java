package io.starlingdb.node.data;

import io.starlingdb.node.version.CausalContext;
import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One stored entry: a row, or a partition's header with its static cells and deletion, or a range deletion. Immutable. It does
 * not hold its key.
 *
 * <p>What replicas must agree on are the cells, the deletion, the vector (which writes were joined here) and what is pending;
 * equality is over these. A write on its way to other replicas, and a hint, are rows too, which know of few writes:
 * everything is merged by {@link Join}.
 */
@SuppressWarnings("ReferenceEquality") // the same object says that nothing changed
public final class Row {
    private static final Cell[] NO_CELLS = new Cell[0];

    /** Knows nothing, holds nothing. */
    public static final Row EMPTY = new Row(NO_CELLS, null, VersionVector.EMPTY, Pending.NONE, null);

    private final Cell[] cells;
    private final @Nullable Deletion deletion;
    private final VersionVector vector;
    private final Pending pending;
    private final @Nullable LocalMark mark;

    /** The cells are sorted by {@link CellOrder} and become this object's own. */
    Row(Cell[] cells, @Nullable Deletion deletion, VersionVector vector, Pending pending, @Nullable LocalMark mark) {
        this.cells = cells.length == 0 ? NO_CELLS : cells;
        this.deletion = deletion;
        this.vector = vector;
        this.pending = pending;
        this.mark = mark;
    }

    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    Row withMark(@Nullable LocalMark newMark) {
        return mark == newMark ? this : new Row(cells, deletion, vector, pending, newMark);
    }

    /** Whether this replica vouches for what it issued to the entry (see {@link LocalMark}). */
    public boolean isVouchedFor() {
        return mark != null;
    }

    /** The same, but this replica no longer vouches for what it issued to the entry. */
    public Row notVouchedFor() {
        return withMark(null);
    }

    public int cellCount() {
        return cells.length;
    }

    /** The cell at this place, from 0; by column, path and dot. */
    public Cell cellAt(int place) {
        return cells[place];
    }

    Cell[] cells() {
        return cells;
    }

    /** The place of the first cell of this column, or of the first one of a higher column. */
    int placeOf(int column) {
        int place = 0;
        while (place < cells.length && cells[place].column() < column) {
            place++;
        }
        return place;
    }

    /** The deletion of the whole row (in a header: of the partition; in a range deletion: of the range). */
    public @Nullable Deletion deletion() {
        return deletion;
    }

    /** Which writes were joined here, as far as they are not settled. */
    public VersionVector vector() {
        return vector;
    }

    Pending pending() {
        return pending;
    }

    @Nullable
    LocalMark mark() {
        return mark;
    }

    /** Whether it holds this cell, or a state of this counter part. */
    boolean holds(Cell cell) {
        for (int i = placeOf(cell.column()); i < cells.length; i++) {
            int order = CellOrder.compare(cells[i], cell);
            if (order >= 0) {
                return order == 0;
            }
        }
        return false;
    }

    /** Whether it holds nothing and knows nothing: such an entry need not be stored. */
    public boolean isEmpty() {
        return cells.length == 0 && deletion == null && vector.isEmpty() && pending.isEmpty();
    }

    /** What a reader of this row has seen: the vector, and every cell's dot. */
    public CausalContext context() {
        List<Dot> more = new ArrayList<>(0);
        for (Cell cell : cells) {
            addUnlessSeen(cell.dot().actor(), cell.dot().stamp(), more);
            if (cell.kind() == CellKind.COUNTER) {
                addUnlessSeen(cell.dot().actor(), cell.life(), more);
            }
        }
        if (deletion != null) {
            addUnlessSeen(deletion.dot().actor(), deletion.dot().stamp(), more);
        }
        return new CausalContext(more.isEmpty() ? vector : vector.union(VersionVector.ofDots(more)));
    }

    /**
     * The same where it is known that all up to {@code settled} was joined: then the context of a settled row of many cells takes one
     * interval for each actor rather than one for each cell.
     */
    public CausalContext context(long settled) {
        return new CausalContext(context().vector().gapsFilledUpTo(settled));
    }

    private void addUnlessSeen(int actor, long stamp, List<Dot> more) {
        if (!vector.contains(actor, stamp)) {
            more.add(new Dot(actor, stamp));
        }
    }

    /** About how many bytes of heap it takes. */
    public int weightBytes() {
        int weight = 96 + 24 * vector.size() + 96 * pending.size();
        for (Cell cell : cells) {
            byte[] path = cell.path();
            weight += 96 + cell.value().length + (path == null ? 0 : 16 + path.length);
        }
        return weight;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Row that
                        && vector.equals(that.vector)
                        && Arrays.equals(cells, that.cells)
                        && Objects.equals(deletion, that.deletion)
                        && pending.equals(that.pending));
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(cells) + vector.hashCode();
    }

    @Override
    public String toString() {
        return "Row" + Arrays.toString(cells)
                + (deletion == null ? "" : " " + deletion)
                + " seen " + vector
                + (pending.isEmpty() ? "" : " pending " + pending);
    }
}
