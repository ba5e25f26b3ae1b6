package io.starlingdb.node.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a write on a {@code siblings} table replaces as far as its writer had seen it: one element of a collection, one
 * column (path null), or {@link #EVERYTHING} of the row, its marker included.
 */
record Concern(int column, byte @Nullable [] path) implements Comparable<Concern> {
    /** Stands for every column there is or will be. */
    static final int ALL_COLUMNS = -2;

    static final Concern EVERYTHING = new Concern(ALL_COLUMNS, null);

    boolean covers(Cell cell) {
        if (column == ALL_COLUMNS) {
            return true;
        }
        return column == cell.column() && (path == null || Arrays.equals(path, cell.path()));
    }

    /** Whether all that the other covers is covered by this one. */
    boolean includes(Concern other) {
        return column == ALL_COLUMNS || (column == other.column && (path == null || Arrays.equals(path, other.path)));
    }

    @Override
    public int compareTo(Concern other) {
        return compareTo(other.column, other.path);
    }

    int compareTo(int otherColumn, byte @Nullable [] otherPath) {
        return column != otherColumn ? Integer.compare(column, otherColumn) : CellOrder.comparePaths(path, otherPath);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Concern that && column == that.column && Arrays.equals(path, that.path);
    }

    @Override
    public int hashCode() {
        return 31 * column + Arrays.hashCode(path);
    }

    @Override
    public String toString() {
        String name = column == ALL_COLUMNS ? "all" : column == Cell.MARKER ? "marker" : "c" + column;
        return path == null ? name : name + "[" + HexText.of(path) + "]";
    }
}
