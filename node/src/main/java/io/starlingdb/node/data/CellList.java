package io.starlingdb.node.data;

import java.util.Arrays;

/** Cells under construction, in {@link CellOrder}. */
@SuppressWarnings("ReferenceEquality") // whether they are the very same cells is the question
final class CellList {
    private Cell[] cells;
    private int size;

    CellList(int capacity) {
        cells = new Cell[capacity];
    }

    int size() {
        return size;
    }

    Cell get(int place) {
        return cells[place];
    }

    void set(int place, Cell cell) {
        cells[place] = cell;
    }

    void add(Cell cell) {
        if (size == cells.length) {
            cells = Arrays.copyOf(cells, Math.max(4, size * 2));
        }
        cells[size++] = cell;
    }

    /** Forgets all from this place on. */
    void cut(int newSize) {
        size = newSize;
    }

    /** Whether these are the very same cells. */
    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    boolean holdsExactly(Cell[] others) {
        if (size != others.length) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (cells[i] != others[i]) {
                return false;
            }
        }
        return true;
    }

    Cell[] toArray() {
        return size == cells.length ? cells : Arrays.copyOf(cells, size);
    }
}
