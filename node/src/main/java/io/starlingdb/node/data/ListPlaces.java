package io.starlingdb.node.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The paths of list elements: {@code place 8, sign turned | request 4 | number within the request 4}. What is appended lies at
 * the time of its write, what is prepended at the time's negative; so writers need not agree on anything, and a write that is
 * applied twice adds its elements once.
 */
final class ListPlaces {
    private static final int PATH_BYTES = 16;

    private ListPlaces() {}

    static byte[] place(long stamp, int request, int number, boolean inFront) {
        return ByteBuffer.allocate(PATH_BYTES)
                .putLong((inFront ? -stamp : stamp) ^ Long.MIN_VALUE)
                .putInt(request)
                .putInt(inFront ? Integer.MAX_VALUE - number : number)
                .array();
    }

    /** The paths of the elements that are live at {@code nowSeconds}, in the list's order. */
    static List<byte[]> livePaths(Row row, int column, long nowSeconds) {
        List<byte[]> paths = new ArrayList<>();
        for (Cell cell : liveElements(row, column, nowSeconds)) {
            byte[] path = cell.path();
            if (path != null) {
                paths.add(path);
            }
        }
        return paths;
    }

    static List<byte[]> livePathsOf(Row row, int column, byte[] value, long nowSeconds) {
        List<byte[]> paths = new ArrayList<>();
        for (Cell cell : liveElements(row, column, nowSeconds)) {
            byte[] path = cell.path();
            if (path != null && Arrays.equals(cell.value(), value)) {
                paths.add(path);
            }
        }
        return paths;
    }

    /** One live cell for each path: of siblings, the one with the highest timestamp and dot. */
    private static List<Cell> liveElements(Row row, int column, long nowSeconds) {
        List<Cell> elements = new ArrayList<>();
        for (int i = row.placeOf(column); i < row.cellCount() && row.cellAt(i).column() == column; i++) {
            Cell cell = row.cellAt(i);
            if (cell.path() == null || !cell.isLiveAt(nowSeconds)) {
                continue;
            }
            int last = elements.size() - 1;
            if (last >= 0 && CellOrder.compareSlots(elements.get(last), cell) == 0) {
                if (CellOrder.beats(cell, elements.get(last))) {
                    elements.set(last, cell);
                }
            } else {
                elements.add(cell);
            }
        }
        return elements;
    }
}
