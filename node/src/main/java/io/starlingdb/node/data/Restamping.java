package io.starlingdb.node.data;

import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes a stored entry of a snapshot a new write: what it holds stays (values, timestamps, expiry, deletions), what it knows of the dots of the cluster that it comes from does
 * not. Each of its dots gets a new one in the same order, so that ties fall as they fell, and siblings stay siblings. The parts of a counter become one.
 *
 * <p>Why new dots: in another cluster the old actor numbers are other nodes', and stamps of long ago are settled there. To be made of an entry that all replicas' copies were joined
 * into: what it does not hold any more is forgotten.
 */
public final class Restamping {
    private final Row row;
    private final List<Dot> dots;

    private Restamping(Row row, List<Dot> dots) {
        this.row = row;
        this.dots = dots;
    }

    /** @return null if there is nothing to write: the entry is empty, and it is no header (which tells of range deletions by being there) */
    public static @Nullable Restamping of(EntryKind kind, Row row) {
        TreeSet<Dot> dots = new TreeSet<>();
        for (Cell cell : row.cells()) {
            dots.add(cell.dot());
        }
        Deletion deletion = row.deletion();
        if (deletion != null) {
            dots.add(deletion.dot());
        }
        return dots.isEmpty() && kind != EntryKind.HEADER ? null : new Restamping(row, new ArrayList<>(dots));
    }

    /** How many stamps it takes; at least one. */
    public int stamps() {
        return Math.max(1, dots.size());
    }

    /**
     * The entry as a write that issues the lowest of these dots and, where it holds what several writes made, the others.
     *
     * @param actor nobody else's number
     * @param stamps ascending, at least {@link #stamps}, none used for this entry before
     */
    public RowDelta delta(RowKey key, int actor, long[] stamps) {
        List<Dot> fresh = new ArrayList<>(stamps());
        for (int i = 0; i < stamps(); i++) {
            fresh.add(new Dot(actor, stamps[i]));
        }
        Dot first = fresh.get(0);
        CellList cells = new CellList(row.cellCount());
        Cell[] old = row.cells();
        for (int i = 0; i < old.length; i++) {
            if (old[i].kind() == CellKind.COUNTER) {
                int last = i;
                while (last + 1 < old.length
                        && old[last + 1].kind() == CellKind.COUNTER
                        && old[last + 1].column() == old[i].column()) {
                    last++;
                }
                cells.add(counter(old, i, last, first));
                i = last;
            } else {
                cells.add(moved(old[i], fresh));
            }
        }
        Deletion deletion = row.deletion();
        Deletion moved = deletion == null ? null : new Deletion(fresh(deletion.dot(), fresh), deletion.timestamp());
        Row made = new Row(cells.toArray(), moved, VersionVector.ofDots(fresh), Pending.NONE, null);
        return new RowDelta(key, first, made);
    }

    private static Cell counter(Cell[] cells, int from, int to, Dot dot) {
        long total = 0;
        for (int i = from; i <= to; i++) {
            total += cells[i].total();
        }
        return Cell.counter(cells[from].column(), dot, dot.stamp(), total);
    }

    private Cell moved(Cell cell, List<Dot> fresh) {
        Dot dot = fresh(cell.dot(), fresh);
        if (cell.isTombstone()) {
            return Cell.tombstone(cell.column(), cell.path(), dot, cell.timestamp());
        }
        return cell.expiresAtSeconds() == 0
                ? Cell.value(cell.column(), cell.path(), dot, cell.timestamp(), cell.value())
                : Cell.expiring(
                        cell.column(),
                        cell.path(),
                        dot,
                        cell.timestamp(),
                        cell.value(),
                        cell.ttlSeconds(),
                        cell.expiresAtSeconds());
    }

    private Dot fresh(Dot old, List<Dot> fresh) {
        int place = Collections.binarySearch(dots, old);
        return fresh.get(place);
    }
}
